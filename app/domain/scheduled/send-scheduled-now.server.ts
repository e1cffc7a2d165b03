import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { scheduledMessages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { findSendLimit } from "#app/domain/messages/messages.policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, type ErrorCode } from "#app/shared/errors.ts";
import { changeScheduled } from "./change-scheduled.server.ts";
import { deliverLater, deliverScheduled } from "./deliver-scheduled.server.ts";

/**
 * Sends at once what was to be sent later, or could not be. Throws `not_found`, also once it was sent, and what sending
 * it throws; then it stays, with the reason. `rate_limited` and `unavailable`: it will be tried again by itself.
 */
export async function sendScheduledNow(actor: Actor, scheduledId: string): Promise<void> {
  await consumeLimit("edit by user", actor.userId);
  await consumeLimit(findSendLimit(actor), actor.userId);
  const sendAt = await changeScheduled(actor, scheduledId, async (transaction, row) => {
    const due = { ...row, sendAt: new Date() };
    await transaction
      .update(scheduledMessages)
      .set({ sendAt: due.sendAt, failure: null })
      .where(eq(scheduledMessages.id, scheduledId));
    // For the case that this process ends before it has sent it.
    await deliverLater(transaction, due);
    return due.sendAt;
  });
  await deliverScheduled({ scheduledId, sendAt: sendAt.toISOString() });
  const left = await db().query.scheduledMessages.findFirst({ where: eq(scheduledMessages.id, scheduledId) });
  if (left?.failure) throw new AppError(left.failure as ErrorCode);
}
