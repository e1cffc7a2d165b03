import { eq } from "drizzle-orm";
import { scheduledMessages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { ScheduledView } from "#app/shared/views.ts";
import { changeScheduled } from "./change-scheduled.server.ts";
import { deliverLater } from "./deliver-scheduled.server.ts";
import { toScheduledView } from "./scheduled-view.server.ts";
import type { UpdateScheduledInput } from "./scheduled.schema.ts";

/**
 * Changes the text or the time of what is to be sent later; a new time is also a new try for what could not be sent.
 * Throws `not_found`, also once it was sent, `rate_limited`.
 */
export async function updateScheduled(
  actor: Actor,
  scheduledId: string,
  { body, sendAt }: UpdateScheduledInput,
): Promise<ScheduledView> {
  await consumeLimit("edit by user", actor.userId);
  const changed = await changeScheduled(actor, scheduledId, async (transaction, before) => {
    if (body === undefined && !sendAt) return before;
    const [row] = await transaction
      .update(scheduledMessages)
      .set({ body, ...(sendAt && { sendAt, failure: null }) })
      .where(eq(scheduledMessages.id, scheduledId))
      .returning();
    if (!row) throw new Error("A row that is held went away.");
    if (sendAt) await deliverLater(transaction, row);
    return row;
  });
  announceToUser(actor.userId, "scheduled:changed", { scheduledId });
  return toScheduledView(changed);
}
