import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { lockouts } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireAuthorityOver } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { clearAllFailures, proofKey } from "./lockouts.server.ts";

/** Until when an account is locked; null if it is not. */
export async function findLock(userId: string): Promise<Date | null> {
  const [lock] = await db()
    .select({ until: lockouts.lockedUntil })
    .from(lockouts)
    .where(and(eq(lockouts.key, userId), gt(lockouts.lockedUntil, sql`now()`)));
  return lock?.until ?? null;
}

/**
 * Ends a lock, whose owner may try again at once. Where nothing was counted, nothing is written down. Throws as
 * `requireAuthorityOver`, `rate_limited`.
 */
export async function unlockAccount(actor: Actor, userId: string): Promise<void> {
  await consumeLimit("write by user", actor.userId);
  await db().transaction(async (transaction) => {
    const user = await requireAuthorityOver(actor, userId, "user.unlock", transaction);
    const isTheirs = inArray(lockouts.key, [user.id, proofKey(user.id)]);
    if (!(await transaction.query.lockouts.findFirst({ where: isTheirs }))) return;
    await clearAllFailures(user.id, transaction);
    await recordAudit(transaction, actor, { action: "user.unlock", target: { type: "user", id: user.id } });
  });
}
