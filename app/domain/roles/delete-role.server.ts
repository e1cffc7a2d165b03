import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { roles, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireAdministration } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { requireRole } from "./role.policy.server.ts";

/**
 * Removes a role that nobody has. Throws `not_found` without role.manage or the role, `forbidden` for one that allows more
 * than the actor may do, `conflict` for a built-in one and one in use, `rate_limited`.
 */
export async function deleteRole(actor: Actor, name: string): Promise<void> {
  requireAdministration(actor, "role.manage");
  await consumeLimit("write by user", actor.userId);
  await db().transaction(async (transaction) => {
    // Who hands the role out waits for this lock, and finds it gone.
    const role = await requireRole(transaction, actor, name, "update");
    if (role.isBuiltIn) throw new AppError("conflict", { key: "errors.role_built_in" });
    const [holder] = await transaction
      .select({ id: users.id })
      .from(users)
      .where(eq(users.role, name))
      .limit(1);
    if (holder) throw new AppError("conflict", { key: "errors.role_in_use" });
    await transaction.delete(roles).where(eq(roles.name, name));
    await recordAudit(transaction, actor, {
      action: "role.delete",
      target: { type: "role", id: name },
      details: { permissions: role.permissions, requiresSecondFactor: role.requiresSecondFactor },
    });
  });
}
