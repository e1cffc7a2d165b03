import { and, eq, isNull } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { reminders } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { SCHEDULED_MAX } from "#app/shared/limits.ts";
import type { ReminderView } from "#app/shared/views.ts";
import { toReminderView } from "./reminder-view.server.ts";

/** One's reminders that wait, and those that came and were not ticked off; the earliest first. */
export async function listReminders(actor: Actor): Promise<ReminderView[]> {
  const rows = await db()
    .select()
    .from(reminders)
    .where(and(eq(reminders.userId, actor.userId), isNull(reminders.doneAt)))
    .orderBy(reminders.dueAt, reminders.id)
    .limit(SCHEDULED_MAX);
  return rows.map(toReminderView);
}
