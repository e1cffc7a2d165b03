import { and, desc, isNotNull, isNull, sql, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { lockouts, sessions, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { can } from "#app/domain/policy/policy.server.ts";
import { toUserView, type UserRow } from "#app/domain/users/user-view.server.ts";
import type { AccountState, AccountView } from "#app/shared/account-views.ts";
import type { ListAccountsInput } from "./administration.schema.ts";

/** By its full name: drizzle leaves the table out where only one is asked, and in a subquery that is another's id. */
const accountId = sql.raw(`"users"."id"`);

const isLocked = sql<boolean>`exists (select 1 from ${lockouts}
  where ${lockouts.key} = ${accountId}::text and ${lockouts.lockedUntil} > now())`;

const lastSeenAt = sql<Date | null>`(select max(${sessions.lastSeenAt}) from ${sessions}
  where ${sessions.userId} = ${accountId})`.mapWith(sessions.lastSeenAt);

/** What each state means for the rows of accounts. */
export const inState: Record<AccountState, SQL | undefined> = {
  active: and(isNull(users.deactivatedAt), isNull(users.deletionDueAt)),
  deactivated: isNotNull(users.deactivatedAt),
  locked: isLocked,
  deletion: isNotNull(users.deletionDueAt),
  unverified: isNull(users.emailVerifiedAt),
};

/** Every order ends in the id, so that no page repeats a row of the one before. */
const inOrder: Record<ListAccountsInput["order"], SQL[]> = {
  name: [sql`lower(${users.displayName})`],
  created: [desc(users.createdAt)],
  seen: [sql`${lastSeenAt} desc nulls last`],
};

interface Selection {
  order?: ListAccountsInput["order"];
  limit?: number;
  offset?: number;
}

/** Accounts as this actor may see them; erased ones are none any more. The caller's condition decides which. */
export async function selectAccountViews(
  actor: Actor,
  condition: SQL | undefined,
  { order = "name", limit = 1, offset = 0 }: Selection = {},
): Promise<AccountView[]> {
  const rows = await db()
    .select({ user: users, lastSeenAt, isLocked })
    .from(users)
    .where(condition)
    .orderBy(...inOrder[order], users.id)
    .limit(limit)
    .offset(offset);
  const seesPrivate = can(actor, "user.read.private");
  return rows.map((row) => ({
    user: toUserView(row.user),
    email: seesPrivate ? row.user.email : null,
    states: findStates(row.user, row.isLocked, seesPrivate),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  }));
}

function findStates(user: UserRow, locked: boolean, seesPrivate: boolean): AccountState[] {
  const states: AccountState[] = [];
  if (user.deactivatedAt) states.push("deactivated");
  if (user.deletionDueAt) states.push("deletion");
  if (locked) states.push("locked");
  if (seesPrivate && !user.emailVerifiedAt) states.push("unverified");
  return states.length > 0 ? states : ["active"];
}
