import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { scheduledMessages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { ScheduledView } from "#app/shared/views.ts";
import { toScheduledView } from "./scheduled-view.server.ts";

/** What one wants to be sent later, the next first, with what could not be sent. */
export async function listScheduled(actor: Actor): Promise<ScheduledView[]> {
  const rows = await db()
    .select()
    .from(scheduledMessages)
    .where(eq(scheduledMessages.userId, actor.userId))
    .orderBy(scheduledMessages.sendAt, scheduledMessages.id);
  return rows.map(toScheduledView);
}
