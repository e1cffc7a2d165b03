import { and, eq, isNull, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { reminders } from "#app/db/schema/index.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import { announceInbox } from "#app/domain/inbox/count-inbox.server.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { toReminderView, type ReminderRow } from "./reminder-view.server.ts";

const reminderJob = defineJob<{ reminderId: string }>("reminders.remind", remind, { retryLimit: 10 });

/** In the transaction that writes it. */
export async function remindLater(transaction: Queryable, { id, dueAt }: ReminderRow): Promise<void> {
  await reminderJob.enqueue(transaction, { reminderId: id }, { startAfter: dueAt });
}

/** Puts a reminder that is due into its person's inbox, once, and tells their devices. */
async function remind({ reminderId }: { reminderId: string }): Promise<void> {
  const [row] = await db()
    .update(reminders)
    .set({ remindedAt: sql`now()` })
    .where(and(eq(reminders.id, reminderId), isNull(reminders.remindedAt), isNull(reminders.doneAt)))
    .returning();
  if (!row) return;
  announceToUser(row.userId, "reminder:due", { reminder: toReminderView(row) });
  await announceInbox(row);
}
