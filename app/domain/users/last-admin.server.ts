import { and, eq, isNull, sql } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { AppError } from "#app/shared/errors.ts";

/** Any constant: whatever takes an admin away agrees on it, so that two last admins cannot leave at once. */
const LAST_ADMIN_LOCK = 4_410_028;

/**
 * Throws `conflict` where this person is the only active admin. To be asked in the transaction that takes the person away,
 * before it locks anything else.
 */
export async function requireAnotherAdmin(transaction: Queryable, userId: string): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(${LAST_ADMIN_LOCK})`);
  const admins = await transaction
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.deactivatedAt), isNull(users.deletionDueAt)))
    .limit(2);
  if (admins.length === 1 && admins[0]?.id === userId) {
    throw new AppError("conflict", { key: "errors.last_admin" });
  }
}
