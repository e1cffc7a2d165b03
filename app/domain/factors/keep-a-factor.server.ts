import { eq } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { roles, users } from "#app/db/schema/index.ts";
import { AppError } from "#app/shared/errors.ts";
import { hasSecondFactor } from "./check-second-factor.server.ts";
import { removeRecoveryCodes } from "./recovery-codes.server.ts";

/** One change of a person's factors at a time: of two that each leave the other's factor, only one goes through. */
export async function lockFactors(transaction: Queryable, userId: string): Promise<void> {
  await transaction.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("no key update");
}

/**
 * To be asked in the transaction that has removed a factor. Recovery codes go with the last one, since nothing asks for
 * them any more. Throws `conflict` where that was the last one and the person's role needs one.
 */
export async function settleRemoval(transaction: Queryable, userId: string): Promise<void> {
  if (await hasSecondFactor(userId, transaction)) return;
  const [role] = await transaction
    .select({ requiresSecondFactor: roles.requiresSecondFactor })
    .from(users)
    .innerJoin(roles, eq(roles.name, users.role))
    .where(eq(users.id, userId));
  if (role?.requiresSecondFactor) throw new AppError("conflict", { key: "errors.factor_required" });
  await removeRecoveryCodes(transaction, userId);
}
