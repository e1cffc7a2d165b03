import { eq } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { reminders } from "#app/db/schema/index.ts";
import type { ReminderView } from "#app/shared/views.ts";

export type ReminderRow = typeof reminders.$inferSelect;

export function toReminderView(row: ReminderRow): ReminderView {
  return {
    id: row.id,
    text: row.text,
    channelId: row.channelId,
    messageId: row.messageId,
    dueAt: row.dueAt.toISOString(),
    remindedAt: row.remindedAt?.toISOString() ?? null,
  };
}

/** Forgets all reminders of an account. */
export async function removeRemindersOf(transaction: Queryable, userId: string): Promise<void> {
  await transaction.delete(reminders).where(eq(reminders.userId, userId));
}
