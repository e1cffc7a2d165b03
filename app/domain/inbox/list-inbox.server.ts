import { inArray } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { messages, reminders } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { findPeopleIn } from "#app/domain/messages/find-people.server.ts";
import { toMessageView } from "#app/domain/messages/message-view.server.ts";
import type { PageInput } from "#app/domain/paging/cursor.schema.ts";
import { readCursor, writeCursor } from "#app/domain/paging/cursor.server.ts";
import { toReminderView } from "#app/domain/reminders/reminder-view.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import { PAGE_SIZE } from "#app/shared/limits.ts";
import type { InboxItem, InboxPage } from "#app/shared/kept-views.ts";
import { findSeenAt } from "./count-inbox.server.ts";
import { selectInbox, type InboxEntry } from "./inbox-entries.server.ts";

/**
 * A page of what was meant for the person, newest first: see `selectInbox`. Throws `invalid_input` for a `before` that is
 * no cursor.
 */
export async function listInbox(actor: Actor, { before }: PageInput = {}): Promise<InboxPage> {
  const entries = await selectInbox({
    userId: actor.userId,
    seenAt: await findSeenAt(actor),
    limit: PAGE_SIZE + 1,
    before: before === undefined ? undefined : readCursor(before),
  });
  const page = entries.slice(0, PAGE_SIZE);
  const items = await readItems(page);
  const last = page.at(-1);
  const hasMore = entries.length > PAGE_SIZE && last !== undefined;
  const shown = items.flatMap((item) => (item.kind === "reminder" ? [] : [item.message]));
  return {
    items,
    users: await findUsersById(findPeopleIn(shown)),
    cursor: hasMore ? writeCursor({ at: last.at.toISOString(), id: last.id }) : null,
  };
}

async function readItems(entries: InboxEntry[]): Promise<InboxItem[]> {
  const ids = entries.map(({ id }) => id);
  const [messageRows, reminderRows] = await Promise.all([
    db().select().from(messages).where(inArray(messages.id, ids)),
    db().select().from(reminders).where(inArray(reminders.id, ids)),
  ]);
  const found = new Map(messageRows.map((row) => [row.id, row]));
  const due = new Map(reminderRows.map((row) => [row.id, row]));
  // What was deleted since it was looked for is left out.
  return entries.flatMap(({ kind, at, id, isUnread }): InboxItem[] => {
    const seen = { at: at.toISOString(), isUnread };
    const [message, reminder] = [found.get(id), due.get(id)];
    if (kind === "reminder") return reminder ? [{ kind, ...seen, reminder: toReminderView(reminder) }] : [];
    return message && !message.deletedAt ? [{ kind, ...seen, message: toMessageView(message) }] : [];
  });
}
