import { and, eq, ne } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { threadFollows } from "#app/db/schema/index.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import { announceReceipt } from "#app/domain/memberships/receipt-rooms.server.ts";
import { announceInboxes } from "#app/domain/inbox/count-inbox.server.ts";
import { findPresentUserIds } from "#app/domain/presence/presence.server.ts";
import type { Outcome, PlannedMessage, Written } from "./write-messages.server.ts";

/** Followers of a thread whose devices are told of a reply at once; the others see it with their next page. */
const FOLLOWERS_TOLD_MAX = 100;

function isNews(outcome: Outcome): outcome is Written {
  return "row" in outcome && outcome.isNew;
}

/**
 * After commit, and before the messages are told: whoever follows a thread from now on hears so on their devices, which
 * then count the messages rightly. Not told is who wrote a message that leaves theirs unread: what is unread to them has
 * to be counted.
 */
export function announceBegunFollows(batch: { message: PlannedMessage }[], outcomes: Outcome[]): void {
  const told = new Set<string>();
  const replies = outcomes.filter(isNews).filter(({ row }) => row.parentId !== null);
  for (const { row, follows } of replies) {
    const { parentId: rootId, channelId } = row;
    if (!rootId || told.has(rootId)) continue;
    told.add(rootId);
    for (const { userId, lastReadSeq } of follows) {
      if (batch.some(({ message }) => message.keepsUnread && message.authorId === userId)) continue;
      const isUnread = (reply: Written["row"]) =>
        reply.parentId === rootId && reply.seq > lastReadSeq && reply.authorId !== userId;
      const unread = replies.filter((reply) => isUnread(reply.row)).length;
      announceToUser(userId, "thread:changed", {
        follow: { rootId, channelId, follows: true, lastReadSeq, unread },
      });
    }
  }
}

/**
 * After commit: who writes has read what was there. The others are told where others had written something that the author
 * had not seen: of the author's own messages everybody knows. See `announceReceipt`.
 */
export function announceAuthorsReceipts(outcomes: Outcome[]): void {
  const written = outcomes.filter(isNews);
  const byAuthor = Map.groupBy(written, ({ row }) => `${row.channelId} ${row.authorId}`);
  for (const messages of byAuthor.values()) {
    const { row, reader } = messages.at(-1)!;
    if (!reader || row.textNo - reader.readTextNo <= messages.length) continue;
    const { channelId, authorId: userId, seq } = row;
    announceReceipt({ channelId, userId, deliveredSeq: seq, readSeq: seq }, reader);
  }
}

/** After commit: who follows a thread that goes on, and is there, is told what is in their inbox now. */
export async function announceFollowersInboxes(outcomes: Outcome[]): Promise<void> {
  for (const { row } of outcomes.filter(isNews)) {
    if (!row.parentId) continue;
    const { rootId, userId, follows } = threadFollows;
    const followers = await db()
      .select({ userId })
      .from(threadFollows)
      .where(and(eq(rootId, row.parentId), eq(follows, true), ne(userId, row.authorId)))
      .limit(FOLLOWERS_TOLD_MAX);
    await announceInboxes(findPresentUserIds(followers.map((follower) => follower.userId)));
  }
}
