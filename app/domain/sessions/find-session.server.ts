import { and, eq, gt, isNull, sql, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { refreshTokens, sessions, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { MINUTE } from "#app/shared/time.ts";
import { readAccessToken } from "./access-token.server.ts";
import { hashRefreshToken } from "./refresh-token.server.ts";
import { sessionExpiry } from "./start-session.server.ts";

/** Writing every use would make each read a write; minutes are exact enough for "last seen" and for the idle end. */
const TOUCH_EVERY = 5 * MINUTE;

const actorColumns = {
  sessionId: sessions.id,
  userId: users.id,
  role: users.role,
  remember: sessions.remember,
  lastSeenAt: sessions.lastSeenAt,
};

/** A session that lives, of an account that lives. The only definition of "signed in". */
function isAlive(condition: SQL | undefined): SQL | undefined {
  return and(
    condition,
    isNull(sessions.endedAt),
    gt(sessions.expiresAt, sql`now()`),
    isNull(users.deactivatedAt),
  );
}

/** Who holds this access token; null when it is not ours, has expired, or its session has ended. */
export async function findSessionByAccessToken(token: string): Promise<Actor | null> {
  const sessionId = await readAccessToken(token);
  return sessionId ? findSessionById(sessionId) : null;
}

/** The actor of a session that still lives, or null. */
export async function findSessionById(sessionId: string): Promise<Actor | null> {
  const [row] = await db()
    .select(actorColumns)
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(isAlive(eq(sessions.id, sessionId)));
  if (!row) return null;
  if (Date.now() - row.lastSeenAt.getTime() > TOUCH_EVERY) await touchSession(row.sessionId, row.remember);
  return { userId: row.userId, sessionId: row.sessionId, role: row.role };
}

/** Who holds this refresh token, without using it up: for a socket's handshake, which cannot store a new one. */
export async function findSessionByRefreshToken(token: string): Promise<Actor | null> {
  const [row] = await db()
    .select({ sessionId: refreshTokens.sessionId })
    .from(refreshTokens)
    .where(and(eq(refreshTokens.tokenHash, hashRefreshToken(token)), isNull(refreshTokens.deadAt)));
  return row ? findSessionById(row.sessionId) : null;
}

/** Notes that the session is in use, which puts off its end. */
async function touchSession(sessionId: string, remember: boolean): Promise<void> {
  await db()
    .update(sessions)
    .set({ lastSeenAt: sql`now()`, expiresAt: sessionExpiry(remember) })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt)));
}
