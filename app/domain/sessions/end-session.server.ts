import { and, desc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { refreshTokens, sessions } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { closeSessionConnections } from "#app/domain/announcements/announce.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { DeviceView } from "#app/shared/views.ts";
import { hashRefreshToken } from "./refresh-token.server.ts";

/** Ends a session and closes its sockets at once. Ending one that has ended changes nothing. */
export async function endSession(sessionId: string, reason: string): Promise<void> {
  await db()
    .update(sessions)
    .set({ endedAt: sql`now()`, endReason: reason })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt)));
  closeSessionConnections(sessionId, reason);
}

/** Logs out whoever holds this refresh token. An unknown token is fine: that session is not open either. */
export async function logOut(refreshToken: string): Promise<void> {
  const token = await db().query.refreshTokens.findFirst({
    where: eq(refreshTokens.tokenHash, hashRefreshToken(refreshToken)),
  });
  if (token) await endSession(token.sessionId, "logged_out");
}

/** Ends every session of a person. */
export async function endAllSessions(userId: string, reason: string): Promise<void> {
  const open = await db()
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt)));
  for (const session of open) await endSession(session.id, reason);
}

/** Ends what nobody used in time, so that its sockets close too. Called by a timer. */
export async function endExpiredSessions(): Promise<void> {
  const ended = await db()
    .update(sessions)
    .set({ endedAt: sql`now()`, endReason: "expired" })
    .where(and(isNull(sessions.endedAt), lt(sessions.expiresAt, sql`now()`)))
    .returning({ id: sessions.id });
  for (const session of ended) closeSessionConnections(session.id, "expired");
}

/** One's own open sessions, last used first. */
export async function listSessions(actor: Actor): Promise<DeviceView[]> {
  const rows = await db()
    .select()
    .from(sessions)
    .where(
      and(eq(sessions.userId, actor.userId), isNull(sessions.endedAt), gt(sessions.expiresAt, sql`now()`)),
    )
    .orderBy(desc(sessions.lastSeenAt));
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.userAgent,
    address: row.address,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: row.id === actor.sessionId,
  }));
}

/** Ends one of one's own sessions. Throws `not_found` for anybody else's. */
export async function endOwnSession(actor: Actor, sessionId: string): Promise<void> {
  const session = await db().query.sessions.findFirst({
    where: and(eq(sessions.id, sessionId), eq(sessions.userId, actor.userId), isNull(sessions.endedAt)),
  });
  if (!session) throw new AppError("not_found");
  await endSession(session.id, "ended_by_user");
}
