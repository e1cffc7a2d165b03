import { eq, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import {
  findStanding,
  requireChangeable,
  requireRight,
} from "#app/domain/memberships/membership.policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { announceChannel } from "./announce-channel.server.ts";
import { getChannel } from "./find-channels.server.ts";

/**
 * Closes a channel for good: its members can read it, and nobody can write. Doing it again changes nothing. Throws
 * `not_found` for one that one cannot see, `forbidden` without the right, `conflict` for a direct conversation,
 * `rate_limited`.
 */
export async function archiveChannel(actor: Actor, channelId: string): Promise<ChannelView> {
  await consumeLimit("write by user", actor.userId);
  const isNew = await db().transaction(async (transaction) => {
    const standing = await findStanding(actor, channelId, transaction);
    const by = requireRight(actor, standing, "archive");
    if (standing.archivedAt) return false;
    requireChangeable(standing);
    await transaction
      .update(channels)
      .set({ archivedAt: sql`now()` })
      .where(eq(channels.id, channelId));
    if (by === "permission") {
      await recordAudit(transaction, actor, {
        action: "channel.archive",
        target: { type: "channel", id: channelId },
      });
    }
    return true;
  });
  if (isNew) await announceChannel(channelId);
  return getChannel(actor, channelId);
}
