import { and, eq, isNotNull } from "drizzle-orm";
import { channels, memberships } from "#app/db/schema/index.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import { selectChannelViews } from "#app/domain/channels/channel-view.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { MembershipView } from "#app/shared/views.ts";

async function findMembership(userId: string, channelId: string): Promise<MembershipView | null> {
  const isTheirs = and(eq(channels.id, channelId), isNotNull(memberships.userId));
  const [channel] = await selectChannelViews(userId, isTheirs);
  return channel?.membership ?? null;
}

/** What somebody is, and has read, in a channel. Throws `not_found` where they have left it meanwhile. */
export async function readMembership(userId: string, channelId: string): Promise<MembershipView> {
  const membership = await findMembership(userId, channelId);
  if (!membership) throw new AppError("not_found");
  return membership;
}

/** After commit: tells all devices of the person. Returns what they were told; null where they have left meanwhile. */
export async function announceMembership(userId: string, channelId: string): Promise<MembershipView | null> {
  const membership = await findMembership(userId, channelId);
  if (membership) announceToUser(userId, "membership:changed", { channelId, membership });
  return membership;
}
