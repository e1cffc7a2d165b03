import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { channels, memberships, timelines } from "#app/db/schema/index.ts";
import {
  admitToChannel,
  announceToUser,
  dismissFromChannel,
} from "#app/domain/announcements/announce.server.ts";
import { announceChannel } from "#app/domain/channels/announce-channel.server.ts";
import { selectChannelViews } from "#app/domain/channels/channel-view.server.ts";
import { changeMemberCount } from "#app/domain/channels/count-members.server.ts";
import type { MessageRow } from "#app/domain/messages/message-view.server.ts";
import { announceMessage, writeSystemMessage } from "#app/domain/messages/system-message.server.ts";
import type { ChannelRole } from "#app/shared/views.ts";

interface Newcomer {
  userId: string;
  role: ChannelRole;
}

/**
 * Adds people in the caller's transaction without a word; who is in already stays as they are. What was written before
 * one came counts as read.
 */
export async function addMembers(database: Queryable, channelId: string, people: Newcomer[]): Promise<void> {
  const timeline = await database.query.timelines.findFirst({ where: eq(timelines.channelId, channelId) });
  const { lastSeq, lastTextNo } = timeline ?? { lastSeq: 0, lastTextNo: 0 };
  const marks = {
    lastReadSeq: lastSeq,
    lastReadTextNo: lastTextNo,
    seenSeq: lastSeq,
    lastDeliveredSeq: lastSeq,
  };
  const added = await database
    .insert(memberships)
    .values(people.map((person) => ({ channelId, ...person, ...marks })))
    .onConflictDoNothing()
    .returning({ userId: memberships.userId });
  if (added.length > 0) await changeMemberCount(database, channelId, added.length);
}

/**
 * Adds people and writes down that they came, in a transaction that keeps the channel as it is. Each has read up to that
 * message. `undefined` when all of them are in already; otherwise `announceAdmitted` tells of it after the commit.
 */
export async function admitMembers(
  transaction: Queryable,
  actorId: string,
  channelId: string,
  people: Newcomer[],
): Promise<MessageRow | undefined> {
  const ids = people.map(({ userId }) => userId);
  const present = await transaction
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.channelId, channelId), inArray(memberships.userId, ids)));
  const newcomers = people.filter(({ userId }) => !present.some((member) => member.userId === userId));
  if (newcomers.length === 0) return undefined;
  const userIds = newcomers.map(({ userId }) => userId);
  const isOneself = userIds.every((userId) => userId === actorId);
  const message = await writeSystemMessage(
    transaction,
    actorId,
    channelId,
    isOneself ? { type: "joined" } : { type: "added", userIds },
  );
  await addMembers(transaction, channelId, newcomers);
  return message;
}

/** After commit: the newcomers hear the channel from now on, and everybody in it hears of them. */
export async function announceAdmitted(message: MessageRow, userIds: string[]): Promise<void> {
  await announceJoined(message.channelId, userIds);
  announceMessage(message);
  await announceChannel(message.channelId);
}

/**
 * After commit: their connections hear the channel from now on, and each person gets it as they see it. All enter it before
 * anything is waited for, so that no removal that comes later is overtaken; who is out again by the time of the look, by
 * another process, hears nothing.
 */
export async function announceJoined(channelId: string, userIds: string[]): Promise<void> {
  for (const userId of userIds) admitToChannel(userId, channelId);
  for (const userId of userIds) {
    const [channel] = await selectChannelViews(
      userId,
      and(eq(channels.id, channelId), isNotNull(memberships.userId)),
    );
    if (channel) announceToUser(userId, "channel:joined", { channel });
    else dismissFromChannel(userId, channelId);
  }
}
