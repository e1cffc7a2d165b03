import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { refreshTokens, sessions, users } from "#app/db/schema/index.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { SECOND } from "#app/shared/time.ts";
import type { SessionView } from "#app/shared/views.ts";
import { endSession } from "./end-session.server.ts";
import { hashRefreshToken, issueRefreshToken } from "./refresh-token.server.ts";
import { describeSession, sessionExpiry } from "./start-session.server.ts";

/** Tabs that refresh together each get a token of their own: siblings this close in time may all be used. */
const SIBLING_GRACE = 30 * SECOND;

type TokenRow = typeof refreshTokens.$inferSelect;

/**
 * Trades a refresh token for a new pair. The old token stays good until its successor is first used, so a lost answer can
 * be asked for again. A token that died this way is a replay: it ends the whole session.
 * Throws `unauthenticated`, `rate_limited`.
 */
export async function refreshSession(token: string): Promise<SessionView> {
  await consumeLimit("refresh by token", hashRefreshToken(token));
  const outcome = await db().transaction((transaction) => rotate(transaction, token));
  if (outcome.kind === "replayed") await endSession(outcome.sessionId, "refresh_token_replayed");
  if (outcome.kind !== "rotated") throw new AppError("unauthenticated", { key: "errors.session_ended" });
  return describeSession(outcome.user, outcome.sessionId, outcome.refreshToken);
}

async function rotate(transaction: Queryable, token: string) {
  const [found] = await transaction
    .select({ token: refreshTokens, session: sessions, user: users })
    .from(refreshTokens)
    .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(refreshTokens.tokenHash, hashRefreshToken(token)))
    // The session's row is the lock: one rotation of a chain at a time.
    .for("update", { of: sessions });
  if (!found) return { kind: "unknown" as const };
  const { session, user } = found;
  const isOver = session.endedAt || session.expiresAt < new Date() || user.deactivatedAt;
  if (isOver) return { kind: "over" as const };
  // Read again under the lock: a rotation that held it may have killed this token meanwhile.
  const current = await transaction.query.refreshTokens.findFirst({
    where: eq(refreshTokens.id, found.token.id),
  });
  if (!current || current.deadAt) return { kind: "replayed" as const, sessionId: session.id };

  if (await hasLaterSibling(transaction, current))
    return { kind: "replayed" as const, sessionId: session.id };
  await retirePredecessors(transaction, current);
  await transaction
    .update(refreshTokens)
    .set({ usedAt: sql`coalesce(used_at, now())` })
    .where(eq(refreshTokens.id, current.id));
  await transaction
    .update(sessions)
    .set({ lastSeenAt: sql`now()`, expiresAt: sessionExpiry(session.remember) })
    .where(eq(sessions.id, session.id));
  const refreshToken = await issueRefreshToken(transaction, session.id, current.id);
  return { kind: "rotated" as const, sessionId: session.id, user, refreshToken };
}

/**
 * Whether the parent was traded in once more, well after this token had been issued. Whoever holds this token had no
 * reason to: somebody else holds the parent.
 */
async function hasLaterSibling(transaction: Queryable, token: TokenRow): Promise<boolean> {
  if (!token.parentId) return false;
  const graceEnd = new Date(token.createdAt.getTime() + SIBLING_GRACE);
  const isLater = and(eq(refreshTokens.parentId, token.parentId), gt(refreshTokens.createdAt, graceEnd));
  return (await transaction.query.refreshTokens.findFirst({ where: isLater })) !== undefined;
}

/** The first use of a token proves that its answer arrived: its parent dies, and so do siblings that are not as young. */
async function retirePredecessors(transaction: Queryable, token: TokenRow): Promise<void> {
  if (!token.parentId) return;
  const isLiveSibling = and(
    eq(refreshTokens.parentId, token.parentId),
    isNull(refreshTokens.deadAt),
    lt(refreshTokens.createdAt, new Date(token.createdAt.getTime() - SIBLING_GRACE)),
  );
  await transaction
    .update(refreshTokens)
    .set({ deadAt: sql`now()` })
    .where(isLiveSibling);
  await transaction
    .update(refreshTokens)
    .set({ deadAt: sql`now()` })
    .where(and(eq(refreshTokens.id, token.parentId), isNull(refreshTokens.deadAt)));
}
