import { eq } from "drizzle-orm";
import { scheduledMessages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { changeScheduled } from "./change-scheduled.server.ts";

/** Has it not sent after all. Throws `not_found`, also once it was sent, `rate_limited`. */
export async function cancelScheduled(actor: Actor, scheduledId: string): Promise<void> {
  await consumeLimit("edit by user", actor.userId);
  await changeScheduled(actor, scheduledId, (transaction) =>
    transaction.delete(scheduledMessages).where(eq(scheduledMessages.id, scheduledId)),
  );
  announceToUser(actor.userId, "scheduled:changed", { scheduledId });
}
