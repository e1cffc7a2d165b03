import { and, eq, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { reminders } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceInbox } from "#app/domain/inbox/count-inbox.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";

/** Ticks a reminder off, before its time too: it comes no more, and leaves the inbox. Throws `not_found`, `rate_limited`. */
export async function completeReminder(actor: Actor, reminderId: string): Promise<void> {
  await consumeLimit("edit by user", actor.userId);
  const done = await db()
    .update(reminders)
    .set({ doneAt: sql`coalesce(${reminders.doneAt}, now())` })
    .where(and(eq(reminders.id, reminderId), eq(reminders.userId, actor.userId)))
    .returning({ id: reminders.id });
  if (done.length === 0) throw new AppError("not_found");
  await announceInbox(actor);
}
