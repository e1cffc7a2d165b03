import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, or, sql, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { channels, invites, memberships, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { appUrl } from "#app/platform/env.server.ts";
import type { InviteView } from "#app/shared/views.ts";
import { toInviteCode } from "./invite-code.server.ts";

/** Good for one more. */
export const isUsable = and(
  isNull(invites.revokedAt),
  or(isNull(invites.expiresAt), gt(invites.expiresAt, sql`now()`)),
  or(isNull(invites.maxUses), lt(invites.uses, invites.maxUses)),
);

/** More than anybody reads; whoever has more good ones revokes some. */
const LISTED_MAX = 100;

/** Invites as the actor sees them: the good ones first, then the newest. The caller's condition decides which. */
export async function selectInviteViews(actor: Actor, condition: SQL | undefined): Promise<InviteView[]> {
  const rows = await db()
    .select({ invite: invites, maker: { id: users.id, displayName: users.displayName } })
    .from(invites)
    .leftJoin(users, eq(users.id, invites.createdBy))
    .where(condition)
    .orderBy(desc(sql`(${isUsable})`), desc(invites.createdAt), desc(invites.id))
    .limit(LISTED_MAX);
  const known = await findKnownChannels(actor, [...new Set(rows.flatMap(({ invite }) => invite.channelIds))]);
  return rows.map(({ invite, maker }) => ({
    id: invite.id,
    label: invite.label,
    ...describeState(invite),
    channels: known.filter((channel) => invite.channelIds.includes(channel.id)),
    channelCount: invite.channelIds.length,
    maxUses: invite.maxUses,
    uses: invite.uses,
    createdBy: maker,
    createdAt: invite.createdAt.toISOString(),
    expiresAt: invite.expiresAt?.toISOString() ?? null,
  }));
}

function describeState(invite: typeof invites.$inferSelect): Pick<InviteView, "state" | "url"> {
  const { id, revokedAt, expiresAt, maxUses, uses } = invite;
  if (revokedAt) return { state: "revoked", url: null };
  if (expiresAt && expiresAt <= new Date()) return { state: "expired", url: null };
  if (maxUses !== null && uses >= maxUses) return { state: "used_up", url: null };
  return { state: "active", url: `${appUrl()}/signup?invite=${toInviteCode(id)}` };
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
