import { and, eq, lt, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { messages, threadFollows } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceInbox } from "#app/domain/inbox/count-inbox.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { ThreadFollowView } from "#app/shared/views.ts";
import { findRoot } from "./find-root.server.ts";
import { announceFollow, readFollow } from "./thread-follow.server.ts";
import type { ReadThreadInput } from "./threads.schema.ts";

/**
 * Notes how far one has read a thread that one follows, and tells one's devices. Only goes forward, and no further than
 * the last reply. Throws as `findRoot`, `rate_limited`.
 */
export async function readThread(actor: Actor, input: ReadThreadInput): Promise<ThreadFollowView> {
  await consumeLimit("write by user", actor.userId);
  const root = await findRoot(actor, input.rootId);
  const lastReply = db()
    .select({ seq: sql`coalesce(max(${messages.seq}), 0)` })
    .from(messages)
    .where(eq(messages.parentId, root.id));
  const mark = sql`least(${input.seq}::bigint, (${lastReply}))`;
  const moved = await db()
    .update(threadFollows)
    .set({ lastReadSeq: mark })
    .where(
      and(
        eq(threadFollows.rootId, root.id),
        eq(threadFollows.userId, actor.userId),
        lt(threadFollows.lastReadSeq, mark),
      ),
    )
    .returning({ rootId: threadFollows.rootId });
  if (moved.length === 0) return readFollow(root, actor.userId);
  await announceInbox(actor);
  return announceFollow(root, actor.userId);
}
