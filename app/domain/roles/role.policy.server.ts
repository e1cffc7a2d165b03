import { eq } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { roles } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { canAllOf } from "#app/domain/policy/policy.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { Permission } from "#app/shared/permissions.ts";
import { roleName } from "./roles.schema.ts";

export type RoleRow = typeof roles.$inferSelect;

/** Throws `forbidden` where somebody would give away what they do not have. */
export function requireGrantable(actor: Actor, permissions: readonly Permission[]): void {
  if (!new Set(permissions).isSubsetOf(actor.permissions)) {
    throw new AppError("forbidden", { key: "errors.cannot_grant" });
  }
}

/** Whether whoever has `own` may let others have `role`: who needs a second factor lets nobody have less than that. */
export function isStrictEnough(
  own: RoleRow | undefined,
  role: Pick<RoleRow, "requiresSecondFactor">,
): boolean {
  return role.requiresSecondFactor || own?.name === "admin" || own?.requiresSecondFactor === false;
}

/** Throws `forbidden` where a role without a second factor would be a way around the actor's own, which asks for one. */
export async function requireStrictness(
  transaction: Queryable,
  actor: Actor,
  role: Pick<RoleRow, "requiresSecondFactor">,
): Promise<void> {
  const own = await transaction.query.roles.findFirst({ where: eq(roles.name, actor.role) });
  if (!isStrictEnough(own, role)) throw new AppError("forbidden", { key: "errors.cannot_grant" });
}

/**
 * The role with this name, kept as it is until the transaction ends: "update" for who changes it, "key share" for who hands
 * it out. Throws `not_found`, and `forbidden` where it allows something that the actor may not do.
 */
export async function requireRole(
  transaction: Queryable,
  actor: Actor,
  name: string,
  lock: "update" | "key share",
): Promise<RoleRow> {
  const role = await lockRole(transaction, name, lock);
  if (!role) throw new AppError("not_found");
  if (!canAllOf(actor, role.name, role.permissions)) {
    throw new AppError("forbidden", { key: "errors.cannot_grant" });
  }
  return role;
}

async function lockRole(
  transaction: Queryable,
  name: string,
  lock: "update" | "key share",
): Promise<RoleRow | undefined> {
  // What could never be a name may hold characters that the database does not take.
  if (!roleName.safeParse(name).success) return undefined;
  const [role] = await transaction.select().from(roles).where(eq(roles.name, name)).for(lock);
  return role;
}
