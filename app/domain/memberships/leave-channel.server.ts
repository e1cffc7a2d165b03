import { and, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { memberships } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToUser, dismissFromChannel } from "#app/domain/announcements/announce.server.ts";
import { announceChannel } from "#app/domain/channels/announce-channel.server.ts";
import { changeMemberCount } from "#app/domain/channels/count-members.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { requireMembership } from "./membership.policy.server.ts";

/**
 * Leaves a channel; from then on one's connections hear nothing of it. Throws `conflict` for a direct conversation,
 * which is defined by who is in it, and as `requireMembership`.
 */
export async function leaveChannel(actor: Actor, channelId: string): Promise<void> {
  await consumeLimit("write by user", actor.userId);
  const membership = await requireMembership(actor, channelId);
  if (membership.kind === "direct") throw new AppError("conflict", { key: "errors.cannot_leave_direct" });
  await db().transaction(async (transaction) => {
    const removed = await transaction
      .delete(memberships)
      .where(and(eq(memberships.channelId, channelId), eq(memberships.userId, actor.userId)))
      .returning({ userId: memberships.userId });
    if (removed.length > 0) await changeMemberCount(transaction, channelId, -removed.length);
  });
  dismissFromChannel(actor.userId, channelId);
  announceToUser(actor.userId, "channel:left", { channelId });
  await announceChannel(channelId);
}
