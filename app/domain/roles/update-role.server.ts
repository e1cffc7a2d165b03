import { and, eq, isNull } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { roles, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { reconnectPeople } from "#app/domain/announcements/announce.server.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireAdministration } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { RoleView } from "#app/shared/account-views.ts";
import { toNameConflict } from "./create-role.server.ts";
import { getRole } from "./list-roles.server.ts";
import { requireGrantable, requireRole, type RoleRow } from "./role.policy.server.ts";
import type { UpdateRoleInput } from "./roles.schema.ts";

/**
 * Changes what was given of a role; whoever has it may do what it says from then on, in open sessions too. Throws
 * `not_found` without role.manage or the role, `forbidden` for permissions that the actor lacks and for anybody but an admin
 * who would no longer ask for a second factor, `conflict` for a name that there is and for what is fixed of a built-in role,
 * `rate_limited`.
 */
export async function updateRole(actor: Actor, name: string, input: UpdateRoleInput): Promise<RoleView> {
  requireAdministration(actor, "role.manage");
  await consumeLimit("write by user", actor.userId);
  requireGrantable(actor, input.permissions ?? []);
  let holders: string[];
  try {
    holders = await db().transaction((transaction) => writeChanges(transaction, actor, name, input));
  } catch (error) {
    throw toNameConflict(error);
  }
  reconnectPeople(holders);
  return getRole(actor, input.name ?? name);
}

/** Answers whose rights have changed. */
async function writeChanges(
  transaction: Queryable,
  actor: Actor,
  name: string,
  input: UpdateRoleInput,
): Promise<string[]> {
  const role = await requireRole(transaction, actor, name, "update");
  const details = describeChanges(role, input);
  if (Object.keys(details).length === 0) return [];
  if (details.requiresSecondFactor === false && actor.role !== "admin")
    throw new AppError("forbidden", { key: "errors.cannot_grant" });
  const isFixed = details.name ?? (role.name === "admin" && details.permissions);
  if (role.isBuiltIn && isFixed) throw new AppError("conflict", { key: "errors.role_fixed" });
  await transaction.update(roles).set(input).where(eq(roles.name, name));
  await recordAudit(transaction, actor, {
    action: "role.update",
    target: { type: "role", id: name },
    details: { ...details },
  });
  const rows = await transaction
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, input.name ?? name), isNull(users.erasedAt)));
  return rows.map((row) => row.id);
}

/** What differs from the role as it was. */
function describeChanges(role: RoleRow, input: UpdateRoleInput) {
  const { name, permissions, requiresSecondFactor } = input;
  const [before, after] = [new Set(role.permissions), new Set(permissions ?? role.permissions)];
  const [given, taken] = [[...after.difference(before)], [...before.difference(after)]];
  return {
    ...(name !== undefined && name !== role.name && { name }),
    ...(given.length + taken.length > 0 && { permissions: { given, taken } }),
    ...(requiresSecondFactor !== undefined &&
      requiresSecondFactor !== role.requiresSecondFactor && { requiresSecondFactor }),
  };
}
