import { and, eq, sql, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { memberships, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { toUserView } from "#app/domain/users/user-view.server.ts";
import { PAGE_MAX } from "#app/shared/limits.ts";
import type { MemberView } from "#app/shared/views.ts";
import { findStanding, requireRight } from "./membership.policy.server.ts";
import type { ListMembersInput } from "./memberships.schema.ts";

/**
 * A page of those who are in a channel, by display name; with a query, those whose name or user name contains it. Throws
 * `not_found` for a channel that one cannot see, `forbidden` from outside.
 */
export async function listMembers(
  actor: Actor,
  channelId: string,
  { query = "", after, limit = PAGE_MAX }: Partial<ListMembersInput> = {},
): Promise<MemberView[]> {
  requireRight(actor, await findStanding(actor, channelId), "list_members");
  const isAfter = sql`(lower(${users.displayName}), ${users.id}) >
    (select lower(u.display_name), u.id from users u where u.id = ${after})`;
  return selectMembers(channelId, {
    condition: and(query ? matchName(`%${escapePattern(query)}%`) : undefined, after ? isAfter : undefined),
    order: [sql`lower(${users.displayName})`, sql`${users.id}`],
    limit,
  });
}

/** Members of a channel as others see them. */
export async function selectMembers(
  channelId: string,
  { condition, order, limit }: { condition: SQL | undefined; order: SQL[]; limit: number },
): Promise<MemberView[]> {
  const rows = await db()
    .select({ membership: memberships, user: users })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.channelId, channelId), condition))
    .orderBy(...order)
    .limit(limit);
  return rows.map(({ membership, user }) => ({
    userId: user.id,
    role: membership.role,
    joinedAt: membership.joinedAt.toISOString(),
    user: toUserView(user),
  }));
}

/** Whether a person's user name or display name is like a pattern, in whatever case. */
export function matchName(pattern: string): SQL {
  return sql`(${users.username} ilike ${pattern} or ${users.displayName} ilike ${pattern})`;
}

/** A text that stands for itself in a pattern. */
export function escapePattern(value: string): string {
  return value.replace(/[\\%_]/g, "\\$&");
}

/** The channels a person is in: the rooms of their connections. */
export async function findChannelIdsOf(userId: string): Promise<string[]> {
  const rows = await db()
    .select({ channelId: memberships.channelId })
    .from(memberships)
    .where(eq(memberships.userId, userId));
  return rows.map((row) => row.channelId);
}
