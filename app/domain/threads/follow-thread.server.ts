import { ne, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { threadFollows } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { ThreadFollowView } from "#app/shared/views.ts";
import { findRoot } from "./find-root.server.ts";
import { announceFollow, readFollow } from "./thread-follow.server.ts";
import type { FollowThreadInput } from "./threads.schema.ts";

/**
 * Says whether one wants to hear of a thread, and tells one's devices. Who begins to follow has read what there is; who
 * stops is not made to follow by taking part. Throws as `findRoot`, `rate_limited`.
 */
export async function followThread(actor: Actor, input: FollowThreadInput): Promise<ThreadFollowView> {
  await consumeLimit("write by user", actor.userId);
  const root = await findRoot(actor, input.rootId);
  const { id: rootId, channelId } = root;
  const lastReadSeq = sql`(select coalesce(max(seq), 0) from messages where parent_id = ${rootId})`;
  const { userId } = actor;
  const { follows } = input;
  const changed = await db()
    .insert(threadFollows)
    .values({ rootId, userId, channelId, follows, lastReadSeq })
    .onConflictDoUpdate({
      target: [threadFollows.rootId, threadFollows.userId],
      set: { follows, lastReadSeq: sql`excluded.last_read_seq` },
      setWhere: ne(threadFollows.follows, follows),
    })
    .returning({ rootId: threadFollows.rootId });
  return changed.length > 0 ? announceFollow(root, userId) : readFollow(root, userId);
}
