import { eq, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { memberships, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { toUserView } from "#app/domain/users/user-view.server.ts";
import type { MemberView } from "#app/shared/views.ts";
import { findStanding, requireRight } from "./membership.policy.server.ts";

/** Everybody in a channel, by display name. Throws `not_found` for a channel that one cannot see, `forbidden` from outside. */
export async function listMembers(actor: Actor, channelId: string): Promise<MemberView[]> {
  requireRight(actor, await findStanding(actor, channelId), "list_members");
  const rows = await db()
    .select({ membership: memberships, user: users })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.channelId, channelId))
    .orderBy(sql`lower(${users.displayName})`, users.id);
  return rows.map(({ membership, user }) => ({
    userId: user.id,
    role: membership.role,
    joinedAt: membership.joinedAt.toISOString(),
    user: toUserView(user),
  }));
}

/** The channels a person is in: the rooms of their connections. */
export async function findChannelIdsOf(userId: string): Promise<string[]> {
  const rows = await db()
    .select({ channelId: memberships.channelId })
    .from(memberships)
    .where(eq(memberships.userId, userId));
  return rows.map((row) => row.channelId);
}
