import { and, eq, gt, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { lockouts } from "#app/db/schema/index.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { notifyByMail } from "#app/domain/mail/send-letter.server.ts";
import { currentRequest } from "#app/platform/request-scope.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { MINUTE, SECOND } from "#app/shared/time.ts";
import { countFailure } from "./count-failure.ts";

/** The database's clock: processes that count together have to agree on the time. */
const now = sql<Date>`now()`.mapWith(lockouts.since);

/** Throws `locked` with the seconds left while the key is locked. */
export async function requireUnlocked(key: string): Promise<void> {
  const [lock] = await db()
    .select({ until: lockouts.lockedUntil, now })
    .from(lockouts)
    .where(and(eq(lockouts.key, key), gt(lockouts.lockedUntil, sql`now()`)));
  if (lock?.until) throw lockedFor(lock.until.getTime() - lock.now.getTime());
}

/**
 * Counts a wrong password or code; `userId` is told by mail, of this kind, when that locks, null where there is nobody. Throws
 * `locked` where it is locked already: guesses that are sent at once are all looked at before the first is counted, and
 * here, one after the other, only so many of them learn that they were wrong as an account is allowed.
 */
export async function noteFailure(
  key: string,
  userId: string | null,
  kind: "account_locked" | "proof_locked" = "account_locked",
): Promise<void> {
  await db().transaction(async (transaction) => {
    const { failures, since, level, lockedUntil } = lockouts;
    const [row] = await transaction
      .insert(lockouts)
      .values({ key, failures: 0, since: sql`now()` })
      // Changes nothing, but locks the row that is there and returns it.
      .onConflictDoUpdate({ target: lockouts.key, set: { key } })
      .returning({ failures, since, level, lockedUntil, now });
    if (!row) throw new Error("An upsert returned nothing.");
    const { now: time, ...count } = row;
    if (count.lockedUntil && count.lockedUntil > time)
      throw lockedFor(count.lockedUntil.getTime() - time.getTime());
    const next = countFailure(count, time);
    await transaction.update(lockouts).set(next).where(eq(lockouts.key, key));
    const duration = (next.lockedUntil?.getTime() ?? 0) - time.getTime();
    if (duration > 0 && userId) await reportLock(transaction, userId, kind, duration / MINUTE);
  });
}

/** Forgets the failures and ends a lock, after a right password and code. */
export async function clearFailures(key: string, database: Queryable = db()): Promise<void> {
  await database.delete(lockouts).where(eq(lockouts.key, key));
}

/**
 * What wrong proofs in open sessions count under: apart from wrong log-ins, so that strangers at the door cannot keep the
 * owner, who is inside, from changing the password, and a copied session is no place to guess it.
 */
export function proofKey(userId: string): string {
  return `proof:${userId}`;
}

/** Both kinds of an account: after a new password by mail, an admin's word, or when the account is erased. */
export async function clearAllFailures(userId: string, database: Queryable): Promise<void> {
  await clearFailures(userId, database);
  await clearFailures(proofKey(userId), database);
}

function lockedFor(milliseconds: number): AppError {
  return new AppError("locked", { retryAfter: Math.max(1, Math.ceil(milliseconds / SECOND)) });
}

async function reportLock(
  transaction: Queryable,
  userId: string,
  kind: "account_locked" | "proof_locked",
  minutes: number,
): Promise<void> {
  await recordAudit(transaction, null, {
    action: "user.lock",
    target: { type: "user", id: userId },
    details: { minutes },
  });
  const { address } = currentRequest();
  const path = kind === "account_locked" ? "/forgot-password" : "/settings/security";
  const letter = { kind, path, values: { minutes, address } };
  await notifyByMail(transaction, userId, letter);
}
