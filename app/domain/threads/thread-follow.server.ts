import { and, count, eq, gt, inArray, isNull, ne, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { messages, threadFollows } from "#app/db/schema/index.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import type { MessageView, ThreadFollowView } from "#app/shared/views.ts";

interface Root {
  id: string;
  channelId: string;
}

/** How far somebody has read a thread. To who does not follow it, nothing in it is unread. */
export async function readFollow(root: Root, userId: string): Promise<ThreadFollowView> {
  const [follow] = await selectFollows(userId, [root.id]);
  return follow ?? { rootId: root.id, channelId: root.channelId, follows: false, lastReadSeq: 0, unread: 0 };
}

/** The threads in which these messages stand, or which began with them, as far as the person follows them or said not to. */
export async function findFollows(
  userId: string,
  page: Pick<MessageView, "id" | "parentId">[],
): Promise<ThreadFollowView[]> {
  const rootIds = new Set(page.map(({ id, parentId }) => parentId ?? id));
  return rootIds.size === 0 ? [] : selectFollows(userId, [...rootIds]);
}

function selectFollows(userId: string, rootIds: string[]): Promise<ThreadFollowView[]> {
  const { rootId, channelId, follows, lastReadSeq } = threadFollows;
  const replies = db()
    .select({ replies: count() })
    .from(messages)
    .where(
      and(
        eq(messages.parentId, rootId),
        gt(messages.seq, lastReadSeq),
        ne(messages.authorId, userId),
        isNull(messages.deletedAt),
      ),
    );
  const unread = sql<number>`case when ${follows} then (${replies}) else 0 end`.mapWith(Number);
  return db()
    .select({ rootId, channelId, follows, lastReadSeq, unread })
    .from(threadFollows)
    .where(and(eq(threadFollows.userId, userId), inArray(rootId, rootIds)));
}

/** After commit: tells a person's devices how they stand to a thread, and returns it. */
export async function announceFollow(root: Root, userId: string): Promise<ThreadFollowView> {
  const follow = await readFollow(root, userId);
  announceToUser(userId, "thread:changed", { follow });
  return follow;
}

/** Forgets which threads an account followed. */
export async function removeFollowsOf(transaction: Queryable, userId: string): Promise<void> {
  await transaction.delete(threadFollows).where(eq(threadFollows.userId, userId));
}
