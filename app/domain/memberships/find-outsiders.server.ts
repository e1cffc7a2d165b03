import { and, isNull, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { memberships, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { requirePermission } from "#app/domain/policy/policy.server.ts";
import { toUserView } from "#app/domain/users/user-view.server.ts";
import type { FindUsersInput } from "#app/domain/users/users.schema.ts";
import type { UserView } from "#app/shared/views.ts";
import { escapePattern, matchName } from "./list-members.server.ts";
import { findStanding, requireRight } from "./membership.policy.server.ts";

/**
 * People who match and are not in a channel, by display name: those who could be added. Throws `not_found` for a channel
 * that one cannot see, `forbidden` without the right to add anybody and without user.search.
 */
export async function findOutsiders(
  actor: Actor,
  channelId: string,
  { query, limit }: FindUsersInput,
): Promise<UserView[]> {
  requireRight(actor, await findStanding(actor, channelId), "manage_members");
  requirePermission(actor, "user.search");
  const isOutside = sql`not exists (
    select from ${memberships} where ${memberships.channelId} = ${channelId} and ${memberships.userId} = ${users.id})`;
  const rows = await db()
    .select()
    .from(users)
    .where(
      and(isNull(users.deactivatedAt), isOutside, query ? matchName(`%${escapePattern(query)}%`) : undefined),
    )
    .orderBy(sql`lower(${users.displayName})`, users.id)
    .limit(limit);
  return rows.map(toUserView);
}
