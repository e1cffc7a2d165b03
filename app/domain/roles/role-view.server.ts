import { and, count, desc, eq, isNull, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { roles, users } from "#app/db/schema/index.ts";
import { permissionsOf } from "#app/domain/policy/policy.server.ts";
import { PERMISSIONS } from "#app/shared/permissions.ts";
import type { RoleView } from "#app/shared/account-views.ts";

/** Roles as admins read them, the built-in ones first. The caller's condition decides which. */
export async function selectRoleViews(condition?: SQL): Promise<RoleView[]> {
  const rows = await db()
    .select({ role: roles, memberCount: count(users.id) })
    .from(roles)
    .leftJoin(users, and(eq(users.role, roles.name), isNull(users.erasedAt)))
    .where(condition)
    .groupBy(roles.name)
    .orderBy(desc(roles.isBuiltIn), roles.name);
  return rows.map(({ role, memberCount }) => {
    const allowed = permissionsOf(role.name, role.permissions);
    return {
      name: role.name,
      permissions: PERMISSIONS.filter((permission) => allowed.has(permission)),
      requiresSecondFactor: role.requiresSecondFactor,
      isBuiltIn: role.isBuiltIn,
      memberCount,
      createdAt: role.createdAt.toISOString(),
    };
  });
}
