import { z } from "zod";
import { MESSAGE_MAX } from "#app/shared/limits.ts";
import { id, refuse, text } from "#app/shared/schemas.ts";
import { DAY } from "#app/shared/time.ts";

/** How far ahead a message may be scheduled. */
const YEAR = 366 * DAY;

/** ISO 8601 with a zone; in the future, and not too far in it. */
export function futureTime(within: number) {
  return z.iso
    .datetime({ offset: true })
    .transform((value) => new Date(value))
    .refine((value) => value.getTime() > Date.now(), refuse("in_the_past"))
    .refine((value) => value.getTime() <= Date.now() + within, refuse("invalid"));
}

const body = text(MESSAGE_MAX, { required: true });
const sendAt = futureTime(YEAR);

export const scheduleMessageSchema = z.object({
  channelId: id,
  parentId: id.nullish(),
  quoteId: id.nullish(),
  /** Chosen by the sender, one per message: scheduling it again is the same. */
  clientId: id,
  body,
  sendAt,
});
export type ScheduleMessageInput = z.output<typeof scheduleMessageSchema>;

export const updateScheduledSchema = z.object({ body: body.optional(), sendAt: sendAt.optional() });
export type UpdateScheduledInput = z.output<typeof updateScheduledSchema>;
