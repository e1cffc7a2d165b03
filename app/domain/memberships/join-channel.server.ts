import { db, type Queryable } from "#app/db/client.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import { inOrder } from "#app/domain/messages/in-order.server.ts";
import type { MessageRow } from "#app/domain/messages/message-view.server.ts";
import { requirePermission } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { admitMembers, announceAdmitted } from "./add-members.server.ts";
import { findStanding } from "./membership.policy.server.ts";

/**
 * Enters a public channel; joining twice changes nothing. Throws `forbidden` without channel.join, `not_found` for any
 * other channel, `gone` for an archived one, `rate_limited`.
 */
export async function joinChannel(actor: Actor, channelId: string): Promise<ChannelView> {
  requirePermission(actor, "channel.join");
  await consumeLimit("channel act by user", actor.userId);
  const channel = await getChannel(actor, channelId);
  if (channel.membership) return channel;
  // Who cannot see the channel is refused by its standing.
  return enterChannel(actor, channelId, (transaction) => findStanding(actor, channelId, transaction));
}

/**
 * Makes the actor a member. `keep` finds the channel as far as the actor may enter it, and keeps it as it is until the end of
 * the transaction. Throws `gone` for an archived one.
 */
export async function enterChannel(
  actor: Actor,
  channelId: string,
  keep: (transaction: Queryable) => Promise<{ archivedAt: Date | null }>,
): Promise<ChannelView> {
  await inOrder(channelId, async () => {
    const message = await db().transaction(async (transaction): Promise<MessageRow | undefined> => {
      const { archivedAt } = await keep(transaction);
      if (archivedAt) throw new AppError("gone", { key: "errors.channel_archived" });
      return admitMembers(transaction, actor.userId, channelId, [{ userId: actor.userId, role: "member" }]);
    });
    if (message) await announceAdmitted(message, [actor.userId]);
  });
  return getChannel(actor, channelId);
}
