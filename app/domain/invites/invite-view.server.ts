import { and, desc, eq, inArray, isNotNull, or, sql, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { channels, invites, memberships, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { appUrl } from "#app/platform/env.server.ts";
import type { InviteState, InviteView } from "#app/shared/account-views.ts";
import { toInviteCode } from "./invite-code.server.ts";
import type { ListInvitesInput } from "./invites.schema.ts";

/** What became of an invite. Of several ends the first of these counts. */
export const inviteState = sql<InviteState>`case
  when ${invites.revokedAt} is not null then 'revoked'
  when ${invites.expiresAt} <= now() then 'expired'
  when ${invites.uses} >= ${invites.maxUses} then 'used_up'
  else 'active' end`;

/** Good for one more. */
export const isUsable = eq(inviteState, "active");

/** Every order ends in the id, so that no page repeats a row of the one before. */
const inOrder: Record<ListInvitesInput["order"], SQL[]> = {
  newest: [desc(invites.createdAt)],
  // What is no good any more expires no more.
  expiry: [desc(isUsable), sql`${invites.expiresAt} asc nulls last`],
};

interface Selection {
  order?: ListInvitesInput["order"];
  limit?: number;
  offset?: number;
}

/** Invites as the actor sees them. The caller's condition, on invites and on the `users` who made them, decides which. */
export async function selectInviteViews(
  actor: Actor,
  condition: SQL | undefined,
  { order = "newest", limit = 1, offset = 0 }: Selection = {},
): Promise<InviteView[]> {
  const rows = await db()
    .select({ invite: invites, state: inviteState, maker: { id: users.id, displayName: users.displayName } })
    .from(invites)
    .leftJoin(users, eq(users.id, invites.createdBy))
    .where(condition)
    .orderBy(...inOrder[order], desc(invites.id))
    .limit(limit)
    .offset(offset);
  const known = await findKnownChannels(actor, [...new Set(rows.flatMap(({ invite }) => invite.channelIds))]);
  return rows.map(({ invite, state, maker }) => ({
    id: invite.id,
    label: invite.label,
    state,
    url: state === "active" ? `${appUrl()}/signup?invite=${toInviteCode(invite.id)}` : null,
    channels: known.filter((channel) => invite.channelIds.includes(channel.id)),
    channelCount: invite.channelIds.length,
    maxUses: invite.maxUses,
    uses: invite.uses,
    createdBy: maker,
    createdAt: invite.createdAt.toISOString(),
    expiresAt: invite.expiresAt?.toISOString() ?? null,
  }));
}

/** Of these channels, those that the actor may know of, in the order of their names. */
async function findKnownChannels(actor: Actor, channelIds: string[]) {
  const isMine = and(eq(memberships.channelId, channels.id), eq(memberships.userId, actor.userId));
  const isKnown = or(eq(channels.kind, "public"), isNotNull(memberships.userId));
  return db()
    .select({ id: channels.id, name: sql<string>`${channels.name}` })
    .from(channels)
    .leftJoin(memberships, isMine)
    .where(and(inArray(channels.id, channelIds), isKnown))
    .orderBy(sql`lower(${channels.name})`, channels.id);
}
