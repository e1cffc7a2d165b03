import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { roles } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { can, canAllOf, requireAdministration } from "#app/domain/policy/policy.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { RoleView } from "#app/shared/account-views.ts";
import { selectRoleViews } from "./role-view.server.ts";
import { isStrictEnough } from "./role.policy.server.ts";
import { roleName } from "./roles.schema.ts";

/** Every role. Throws `not_found` without role.manage. */
export async function listRoles(actor: Actor): Promise<RoleView[]> {
  requireAdministration(actor, "role.manage");
  return selectRoleViews();
}

/** One role. Throws `not_found` where there is none, and without role.manage. */
export async function getRole(actor: Actor, name: string): Promise<RoleView> {
  requireAdministration(actor, "role.manage");
  const [role] = roleName.safeParse(name).success ? await selectRoleViews(eq(roles.name, name)) : [];
  if (!role) throw new AppError("not_found");
  return role;
}

/** The names of all roles, which everybody sees beside people; and of those that this actor may hand out. */
export async function listRoleNames(actor: Actor): Promise<{ all: string[]; assignable: string[] }> {
  const rows = await db().select().from(roles).orderBy(roles.name);
  const own = rows.find((row) => row.name === actor.role);
  const within = rows.filter((row) => canAllOf(actor, row.name, row.permissions) && isStrictEnough(own, row));
  return {
    all: rows.map((row) => row.name),
    assignable: can(actor, "user.role.assign") ? within.map((row) => row.name) : [],
  };
}
