import { and, count, eq, gt, isNull, ne } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { messages, threadFollows } from "#app/db/schema/index.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import type { ThreadFollowView } from "#app/shared/views.ts";

interface Root {
  id: string;
  channelId: string;
}

/** How far somebody has read a thread. To who does not follow it, nothing in it is unread. */
export async function readFollow(root: Root, userId: string): Promise<ThreadFollowView> {
  const row = await db().query.threadFollows.findFirst({
    where: and(eq(threadFollows.rootId, root.id), eq(threadFollows.userId, userId)),
  });
  const { follows = false, lastReadSeq = 0 } = row ?? {};
  const unread = follows ? await countReplies(root.id, userId, lastReadSeq) : 0;
  return { rootId: root.id, channelId: root.channelId, follows, lastReadSeq, unread };
}

async function countReplies(rootId: string, userId: string, after: number): Promise<number> {
  const [row] = await db()
    .select({ replies: count() })
    .from(messages)
    .where(
      and(
        eq(messages.parentId, rootId),
        gt(messages.seq, after),
        ne(messages.authorId, userId),
        isNull(messages.deletedAt),
      ),
    );
  return row?.replies ?? 0;
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
