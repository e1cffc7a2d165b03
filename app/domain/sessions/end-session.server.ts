import { and, eq, isNull, lt, ne, sql, type SQL } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { refreshTokens, sessions } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { closeSessionConnections } from "#app/domain/announcements/announce.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { currentRequest } from "#app/platform/request-scope.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { hashRefreshToken } from "./refresh-token.server.ts";

/** Ends a session and closes its sockets at once. Ending one that has ended changes nothing. */
export async function endSession(sessionId: string, reason: string): Promise<void> {
  await markEnded(db(), eq(sessions.id, sessionId), reason);
  closeSessionConnections(sessionId, reason);
}

/** Logs out whoever holds this refresh token. An unknown token is fine: that session is not open either. Throws `rate_limited`. */
export async function logOut(refreshToken: string): Promise<void> {
  await consumeLimit("refresh by address", currentRequest().address);
  const token = await db().query.refreshTokens.findFirst({
    where: eq(refreshTokens.tokenHash, hashRefreshToken(refreshToken)),
  });
  if (token) await endSession(token.sessionId, "logged_out");
}

/** Ends one of one's own sessions. Throws `not_found` for anybody else's. */
export async function endOwnSession(actor: Actor, sessionId: string): Promise<void> {
  const reason = "ended_by_user";
  const own = and(eq(sessions.id, sessionId), eq(sessions.userId, actor.userId));
  const ended = await markEnded(db(), own, reason);
  if (ended.length === 0) throw new AppError("not_found");
  closeConnections(ended, reason);
}

/** Ends every session of one's own but the one that asks. */
export async function endOtherSessions(actor: Actor): Promise<void> {
  const reason = "ended_by_user";
  closeConnections(await markAllEnded(db(), actor.userId, reason, actor.sessionId), reason);
}

/** Ends every session of a person. */
export async function endAllSessions(userId: string, reason: string): Promise<void> {
  closeConnections(await markAllEnded(db(), userId, reason), reason);
}

/** Ends what nobody used in time, so that its sockets close too. Called by a timer. */
export async function endExpiredSessions(): Promise<void> {
  closeConnections(await markEnded(db(), lt(sessions.expiresAt, sql`now()`), "expired"), "expired");
}

/**
 * Ends every session of a person, except one if it is given, as a part of something else. Returns those that were open: their
 * connections are for the caller to close, once the transaction is committed.
 */
export function markAllEnded(
  database: Queryable,
  userId: string,
  reason: string,
  exceptId?: string,
): Promise<string[]> {
  const other = exceptId === undefined ? undefined : ne(sessions.id, exceptId);
  return markEnded(database, and(eq(sessions.userId, userId), other), reason);
}

/** Ends whatever is open of these sessions in one statement, and returns which those were. */
export async function markEnded(
  database: Queryable,
  which: SQL | undefined,
  reason: string,
): Promise<string[]> {
  const ended = await database
    .update(sessions)
    .set({ endedAt: sql`now()`, endReason: reason })
    .where(and(which, isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  return ended.map(({ id }) => id);
}

/** Tells the sockets of ended sessions why, and closes them, on every process. After commit only. */
export function closeConnections(sessionIds: string[], reason: string): void {
  for (const sessionId of sessionIds) closeSessionConnections(sessionId, reason);
}
