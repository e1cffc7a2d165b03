import { and, isNull, lte } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { scheduledMessages } from "#app/db/schema/index.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import type { ErrorCode } from "#app/shared/errors.ts";
import { DAY } from "#app/shared/time.ts";

/** Longer than all runs of a delivery take together, which is about nine hours. */
const GIVEN_UP = DAY;
const FAILURE: ErrorCode = "unavailable";

/** Writes down what was to be sent a day ago and is still there: nothing tries that any more, so its author has to know. */
export async function sweepScheduled(): Promise<void> {
  const late = new Date(Date.now() - GIVEN_UP);
  const failed = await db()
    .update(scheduledMessages)
    .set({ failure: FAILURE })
    .where(and(isNull(scheduledMessages.failure), lte(scheduledMessages.sendAt, late)))
    .returning({ scheduledId: scheduledMessages.id, userId: scheduledMessages.userId });
  for (const { userId, scheduledId } of failed) announceToUser(userId, "scheduled:changed", { scheduledId });
}

defineJob("messages.sweep-scheduled", sweepScheduled, { every: "17 * * * *", retryLimit: 0 });
