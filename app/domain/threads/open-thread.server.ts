import { and, desc, eq, lt } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { messages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { findPeopleIn } from "#app/domain/messages/find-people.server.ts";
import { findReferences } from "#app/domain/messages/find-references.server.ts";
import { toMessageView } from "#app/domain/messages/message-view.server.ts";
import { findSavedIds } from "#app/domain/saved/find-saved-ids.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import { PAGE_SIZE } from "#app/shared/limits.ts";
import type { ThreadView } from "#app/shared/views.ts";
import { findRoot } from "./find-root.server.ts";
import { readFollow } from "./thread-follow.server.ts";
import type { OpenThreadInput } from "./threads.schema.ts";

/**
 * A message and the newest replies to it, or those before a number, in the order of `seq`. Given a reply, the thread that
 * it is in. Throws as `findRoot`.
 */
export async function openThread(
  actor: Actor,
  { rootId, before, limit = PAGE_SIZE }: OpenThreadInput,
): Promise<ThreadView> {
  const row = await findRoot(actor, rootId);
  const isEarlier = before === undefined ? undefined : lt(messages.seq, before);
  const rows = await db()
    .select()
    .from(messages)
    .where(and(eq(messages.parentId, row.id), isEarlier))
    .orderBy(desc(messages.seq))
    .limit(limit + 1);
  const root = toMessageView(row);
  const replies = rows.slice(0, limit).reverse().map(toMessageView);
  const shown = [root, ...replies];
  const references = await findReferences(shown);
  const [users, savedIds, follow] = await Promise.all([
    findUsersById(findPeopleIn([...shown, ...references])),
    findSavedIds(
      actor,
      shown.map(({ id }) => id),
    ),
    readFollow(row, actor.userId),
  ]);
  return { root, replies, users, references, savedIds, hasOlder: rows.length > limit, follow };
}
