import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { requirePermission } from "#app/domain/policy/policy.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { UserView } from "#app/shared/views.ts";
import { toUserView, toUserViewFor } from "./user-view.server.ts";
import type { FindUsersInput } from "./users.schema.ts";

/**
 * People whose user name or display name contains the query, by display name. Throws `forbidden` without user.search; whom
 * one meets in a channel can be looked up all the same.
 */
export async function findUsers(actor: Actor, input: FindUsersInput): Promise<UserView[]> {
  requirePermission(actor, "user.search");
  const pattern = `%${input.query.replace(/[\\%_]/g, "\\$&")}%`;
  const matches = or(sql`${users.username} ilike ${pattern}`, sql`${users.displayName} ilike ${pattern}`);
  const rows = await db()
    .select()
    .from(users)
    .where(and(isNull(users.deactivatedAt), input.query ? matches : undefined))
    .orderBy(sql`lower(${users.displayName})`, users.id)
    .limit(input.limit);
  return rows.map((row) => toUserViewFor(actor, row));
}

/** One person. Throws `not_found`. */
export async function getUser(actor: Actor, userId: string): Promise<UserView> {
  const row = await db().query.users.findFirst({ where: eq(users.id, userId) });
  if (!row) throw new AppError("not_found");
  return toUserViewFor(actor, row);
}

/** The people with these ids, in no particular order: the authors of a page of messages, the members of a list. */
export async function findUsersById(ids: Iterable<string>): Promise<UserView[]> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return [];
  return (await db().select().from(users).where(inArray(users.id, unique))).map(toUserView);
}
