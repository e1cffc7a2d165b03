import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { roles } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireAdministration } from "#app/domain/policy/policy.server.ts";
import { isUniqueViolation } from "#app/platform/postgres/errors.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { RoleView } from "#app/shared/account-views.ts";
import { selectRoleViews } from "./role-view.server.ts";
import { requireGrantable, requireStrictness } from "./role.policy.server.ts";
import type { CreateRoleInput } from "./roles.schema.ts";

/**
 * Makes a role. Throws `not_found` without role.manage, `forbidden` for a permission that the actor lacks and for a role
 * without the second factor that the actor's own needs, `conflict` for a name that there is, `rate_limited`.
 */
export async function createRole(actor: Actor, input: CreateRoleInput): Promise<RoleView> {
  requireAdministration(actor, "role.manage");
  await consumeLimit("write by user", actor.userId);
  requireGrantable(actor, input.permissions);
  const { name, ...details } = input;
  try {
    await db().transaction(async (transaction) => {
      await requireStrictness(transaction, actor, input);
      await transaction.insert(roles).values(input);
      await recordAudit(transaction, actor, {
        action: "role.create",
        target: { type: "role", id: name },
        details,
      });
    });
  } catch (error) {
    throw toNameConflict(error);
  }
  const [role] = await selectRoleViews(eq(roles.name, name));
  if (!role) throw new AppError("not_found");
  return role;
}

/** What a taken name is to the caller; any other error as it is. */
export function toNameConflict(error: unknown): unknown {
  if (!isUniqueViolation(error, "roles_pkey")) return error;
  return new AppError("conflict", {
    key: "errors.role_name_taken",
    errors: [{ path: "name", code: "taken" }],
  });
}
