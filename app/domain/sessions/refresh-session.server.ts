import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { refreshTokens, sessions, users } from "#app/db/schema/index.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { notifyByMail } from "#app/domain/mail/send-letter.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { currentRequest } from "#app/platform/request-scope.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { SECOND } from "#app/shared/time.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import { readDevice } from "./device.server.ts";
import { closeConnections, markEnded } from "./end-session.server.ts";
import { hashRefreshToken, issueRefreshToken } from "./refresh-token.server.ts";
import { describeSession, sessionExpiry } from "./start-session.server.ts";

/** Tabs that refresh together each get a token of their own: siblings this close in time may all be used. */
const SIBLING_GRACE = 30 * SECOND;

/** Why a session ended whose token was used twice. */
const REPLAYED = "refresh_token_replayed";

type TokenRow = typeof refreshTokens.$inferSelect;
type SessionRow = typeof sessions.$inferSelect;

/**
 * Trades a refresh token for a new pair. The old token stays good until its successor is first used, so a lost answer can
 * be asked for again. A token that died this way is a replay: it ends the whole session, and its owner is told by mail.
 * Throws `unauthenticated`, `rate_limited`.
 */
export async function refreshSession(token: string): Promise<SessionView> {
  await consumeLimit("refresh by address", currentRequest().address);
  const known = await db().query.refreshTokens.findFirst({
    where: eq(refreshTokens.tokenHash, hashRefreshToken(token)),
  });
  if (known) await consumeLimit("refresh by session", known.sessionId);
  const outcome = await db().transaction((transaction) => rotate(transaction, token));
  if (outcome.kind === "rotated")
    return describeSession(outcome.user, outcome.sessionId, outcome.refreshToken);
  if (outcome.kind === "replayed") closeConnections(outcome.ended, REPLAYED);
  const key = outcome.kind === "replayed" ? "errors.session_replayed" : "errors.session_ended";
  throw new AppError("unauthenticated", { key });
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
  // Whoever comes later learns why, the owner as well as the thief.
  if (session.endReason === REPLAYED) return { kind: "replayed" as const, ended: [] };
  const isOver = session.endedAt || session.expiresAt < new Date() || user.deactivatedAt;
  if (isOver) return { kind: "over" as const };
  // Read again under the lock: a rotation that held it may have killed this token meanwhile.
  const current = await transaction.query.refreshTokens.findFirst({
    where: eq(refreshTokens.id, found.token.id),
  });
  if (!current || current.deadAt || (await hasLaterSibling(transaction, current)))
    return { kind: "replayed" as const, ended: await endReplayed(transaction, session) };
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

/** Ends the session for everybody who holds a token of it, and tells its owner. */
async function endReplayed(transaction: Queryable, { id, userId, userAgent, address }: SessionRow) {
  const { browser, system } = readDevice(userAgent);
  const device = [browser || address, system && `(${system})`].filter(Boolean).join(" ");
  const ended = await markEnded(transaction, eq(sessions.id, id), REPLAYED);
  await notifyByMail(transaction, userId, {
    kind: "session_replayed",
    path: "/settings/security",
    values: { device },
  });
  await recordAudit(transaction, null, { action: "session.replay", target: { type: "session", id } });
  return ended;
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
