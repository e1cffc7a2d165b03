import { eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { roles, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { AppError } from "#app/shared/errors.ts";
import { ADMIN_PAGES, PERMISSIONS, type AdminPageName, type Permission } from "#app/shared/permissions.ts";

/** An admin may do everything, so that no new permission has to be handed out before it can be used. */
const EVERYTHING: ReadonlySet<Permission> = new Set(PERMISSIONS);

/** What a role allows; `stored` is its list in the database. */
export function permissionsOf(role: string, stored: readonly Permission[]): ReadonlySet<Permission> {
  return role === "admin" ? EVERYTHING : new Set(stored);
}

/** Whether the actor may do everything that a role allows: only then may they hand it out, or change who has it. */
export function canAllOf(actor: Actor, role: string, stored: readonly Permission[]): boolean {
  return permissionsOf(role, stored).isSubsetOf(actor.permissions);
}

export function can(actor: Actor, permission: Permission): boolean {
  return actor.permissions.has(permission);
}

/** Throws `forbidden`. For what people know to be there. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!can(actor, permission)) throw new AppError("forbidden");
}

/** Throws `not_found`: for the pages and verbs of admins, which do not exist for anybody else. */
export function requireAdministration(actor: Actor, permission: Permission): void {
  if (!can(actor, permission)) throw new AppError("not_found");
}

/** The pages under /admin that open to the actor, for the tabs of each. Throws `not_found` where `page` is none of them. */
export function requireAdminPage(actor: Actor, page: AdminPageName): AdminPageName[] {
  const pages = findAdminPages(actor);
  if (!pages.includes(page)) throw new AppError("not_found");
  return pages;
}

export function findAdminPages(actor: Actor): AdminPageName[] {
  const names = Object.keys(ADMIN_PAGES) as AdminPageName[];
  return names.filter((name) => ADMIN_PAGES[name].some((permission) => can(actor, permission)));
}

/**
 * The account that an act of administration is about, and what its role allows. Throws `not_found` without the permission
 * or the account, and `forbidden` where the account may do something that the actor may not: otherwise whoever may reset
 * factors or hand out roles could make themselves an admin by way of one. In a transaction, the account stays as it is
 * until its end.
 */
export async function requireAuthorityOver(
  actor: Actor,
  userId: string,
  permission: Permission,
  transaction?: Queryable,
) {
  requireAdministration(actor, permission);
  const isIt = eq(users.id, userId);
  // By itself and first: a join that waits for a lock compares the new account with the role of the old, and finds nothing.
  // "No key": sessions and messages refer to this row, and go on.
  if (transaction) await transaction.select({ id: users.id }).from(users).where(isIt).for("no key update");
  const [row] = await (transaction ?? db())
    .select({ user: users, stored: roles.permissions })
    .from(users)
    .innerJoin(roles, eq(roles.name, users.role))
    .where(isIt);
  if (!row || row.user.erasedAt) throw new AppError("not_found");
  if (!canAllOf(actor, row.user.role, row.stored)) {
    throw new AppError("forbidden", { key: "errors.more_powerful" });
  }
  return row.user;
}
