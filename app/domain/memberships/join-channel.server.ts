import { and, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceChannel } from "#app/domain/channels/announce-channel.server.ts";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import { requirePermission } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { addMembers, announceJoined } from "./add-members.server.ts";

/**
 * Enters a public channel; joining twice changes nothing. Throws `forbidden` without channel.join, `not_found` for any
 * other channel, `gone` for an archived one, `rate_limited`.
 */
export async function joinChannel(actor: Actor, channelId: string): Promise<ChannelView> {
  requirePermission(actor, "channel.join");
  await consumeLimit("write by user", actor.userId);
  const channel = await getChannel(actor, channelId);
  if (channel.membership) return channel;
  const added = await db().transaction(async (transaction) => {
    // Locks the channel's row, so that it is not archived between the check and the insert.
    const [row] = await transaction
      .select({ archivedAt: channels.archivedAt })
      .from(channels)
      .where(and(eq(channels.id, channelId), eq(channels.kind, "public")))
      .for("update");
    if (!row) throw new AppError("not_found");
    if (row.archivedAt) throw new AppError("gone", { key: "errors.channel_archived" });
    return addMembers(transaction, channelId, [{ userId: actor.userId, role: "member" }]);
  });
  await announceJoined(channelId, added);
  await announceChannel(channelId);
  return getChannel(actor, channelId);
}
