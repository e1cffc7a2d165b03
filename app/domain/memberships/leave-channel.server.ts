import { and, eq, ne } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { memberships } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToUser, dismissFromChannel } from "#app/domain/announcements/announce.server.ts";
import { announceChannel } from "#app/domain/channels/announce-channel.server.ts";
import { changeMemberCount } from "#app/domain/channels/count-members.server.ts";
import { inOrder } from "#app/domain/messages/in-order.server.ts";
import type { MessageRow } from "#app/domain/messages/message-view.server.ts";
import { announceMessage, writeSystemMessage } from "#app/domain/messages/system-message.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { findStanding, requireAnotherOwner } from "./membership.policy.server.ts";

/**
 * Leaves a channel; from then on one's connections hear nothing of it. Throws `conflict` for a direct conversation,
 * which is defined by who is in it, and for the last owner among others, `not_found` and `forbidden` as
 * `requireMembership`, `rate_limited`.
 */
export async function leaveChannel(actor: Actor, channelId: string): Promise<void> {
  await consumeLimit("channel act by user", actor.userId);
  await inOrder(channelId, async () => {
    const message = await db().transaction(async (transaction) => {
      const { kind, role } = await findStanding(actor, channelId, transaction);
      if (!role) throw new AppError("forbidden", { key: "errors.not_a_member" });
      if (kind === "direct") throw new AppError("conflict", { key: "errors.cannot_leave_direct" });
      return deleteMembership(transaction, actor, channelId, { userId: actor.userId, role });
    });
    await announceLeft(message, actor.userId);
  });
}

/**
 * Takes somebody out of a channel that is kept as it is, and writes that down. Throws `conflict` for the last owner while
 * others are there.
 */
export async function deleteMembership(
  transaction: Queryable,
  actor: Actor,
  channelId: string,
  { userId, role }: Pick<typeof memberships.$inferSelect, "userId" | "role">,
): Promise<MessageRow> {
  if (role === "owner" && (await hasOthers(transaction, channelId, userId)))
    await requireAnotherOwner(transaction, channelId, userId);
  const message = await writeSystemMessage(
    transaction,
    actor.userId,
    channelId,
    userId === actor.userId ? { type: "left" } : { type: "removed", userId },
  );
  await transaction
    .delete(memberships)
    .where(and(eq(memberships.channelId, channelId), eq(memberships.userId, userId)));
  await changeMemberCount(transaction, channelId, -1);
  return message;
}

async function hasOthers(transaction: Queryable, channelId: string, userId: string): Promise<boolean> {
  const others = await transaction
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.channelId, channelId), ne(memberships.userId, userId)))
    .limit(1);
  return others.length > 0;
}

/** After commit: their connections hear nothing of the channel any more, and the others hear what happened. */
export async function announceLeft(message: MessageRow, userId: string): Promise<void> {
  const { channelId } = message;
  dismissFromChannel(userId, channelId);
  announceToUser(userId, "channel:left", { channelId });
  announceMessage(message);
  await announceChannel(channelId);
}
