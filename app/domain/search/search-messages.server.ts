import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { memberships, messages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { toMessageView } from "#app/domain/messages/message-view.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { PAGE_SIZE } from "#app/shared/limits.ts";
import type { MessageView, UserView } from "#app/shared/views.ts";
import type { SearchInput } from "./search.schema.ts";

/**
 * Messages with all of these words, newest first, from the conversations the actor is in and from no other; at most a
 * page of them. The words are those of PostgreSQL's `websearch_to_tsquery`: quotes for phrases, a minus to leave out.
 */
export async function searchMessages(
  actor: Actor,
  input: SearchInput,
): Promise<{ messages: MessageView[]; users: UserView[] }> {
  if (input.q === "") return { messages: [], users: [] };
  await consumeLimit("read by user", actor.userId);
  const rows = await db()
    .select({ message: messages })
    .from(messages)
    .innerJoin(
      memberships,
      and(eq(memberships.channelId, messages.channelId), eq(memberships.userId, actor.userId)),
    )
    .where(
      and(
        isNull(messages.deletedAt),
        sql`to_tsvector('simple', ${messages.body}) @@ websearch_to_tsquery('simple', ${input.q})`,
      ),
    )
    .orderBy(desc(messages.id))
    .limit(PAGE_SIZE);
  const found = rows.map((row) => toMessageView(row.message));
  return { messages: found, users: await findUsersById(found.map((message) => message.authorId)) };
}
