import { z } from "zod";
import { futureTime } from "#app/domain/scheduled/scheduled.schema.ts";
import { id, text } from "#app/shared/schemas.ts";
import { DAY } from "#app/shared/time.ts";

const REMINDER_TEXT_MAX = 500;
const FIVE_YEARS = 5 * 366 * DAY;

export const createReminderSchema = z.object({
  text: text(REMINDER_TEXT_MAX, { required: true }),
  dueAt: futureTime(FIVE_YEARS),
  /** Where it was asked for. */
  channelId: id.nullish(),
  /** What it is about. */
  messageId: id.nullish(),
});
export type CreateReminderInput = z.output<typeof createReminderSchema>;
