import { and, desc, eq, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { memberships, messages, savedMessages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { readCursor, writeCursor } from "#app/domain/paging/cursor.server.ts";
import { findPeopleIn } from "#app/domain/messages/find-people.server.ts";
import { toMessageView } from "#app/domain/messages/message-view.server.ts";
import type { PageInput } from "#app/domain/paging/cursor.schema.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import { PAGE_SIZE } from "#app/shared/limits.ts";
import type { SavedPage } from "#app/shared/kept-views.ts";

/**
 * What one keeps, last saved first, as far as one can still see it; deleted messages are there without their text. Throws
 * `invalid_input` for a `before` that is no cursor.
 */
export async function listSaved(actor: Actor, { before }: PageInput = {}): Promise<SavedPage> {
  const after = before === undefined ? undefined : readCursor(before);
  const rows = await db()
    .select({ message: messages, savedAt: savedMessages.savedAt })
    .from(savedMessages)
    .innerJoin(messages, eq(messages.id, savedMessages.messageId))
    .innerJoin(
      memberships,
      and(eq(memberships.channelId, messages.channelId), eq(memberships.userId, actor.userId)),
    )
    .where(
      and(
        eq(savedMessages.userId, actor.userId),
        after &&
          sql`(${savedMessages.savedAt}, ${savedMessages.messageId}) < (${after.at}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(savedMessages.savedAt), desc(savedMessages.messageId))
    .limit(PAGE_SIZE + 1);
  const page = rows.slice(0, PAGE_SIZE);
  const items = page.map(({ message, savedAt }) => ({
    message: toMessageView(message),
    savedAt: savedAt.toISOString(),
  }));
  const last = page.at(-1);
  const hasMore = rows.length > PAGE_SIZE && last !== undefined;
  return {
    items,
    users: await findUsersById(findPeopleIn(items.map(({ message }) => message))),
    cursor: hasMore ? writeCursor({ at: last.savedAt.toISOString(), id: last.message.id }) : null,
  };
}
