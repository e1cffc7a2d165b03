import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { createReminder } from "#app/domain/reminders/create-reminder.server.ts";
import { createReminderSchema } from "#app/domain/reminders/reminders.schema.ts";
import { formatShort } from "#app/shared/dates.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { parseInput } from "#app/shared/schemas.ts";
import { countCharacters } from "#app/shared/text.ts";
import { answerWith, refuseText, requireArgs, type Command } from "./command.server.ts";
import { readWish } from "./read-time.server.ts";

/** A reminder's text and a time. What reads the time takes a second for a few thousand characters that are all times. */
const ARGS_MAX = 600;

/** /remind what when: reminds who wrote it, once however often it is run. */
export const remind: Command = async (actor, call) => {
  const args = requireArgs(call);
  if (countCharacters(args) > ARGS_MAX) throw invalidField("text", "too_long", { max: ARGS_MAX });
  const user = await db().query.users.findFirst({
    columns: { timeZone: true, locale: true },
    where: eq(users.id, actor.userId),
  });
  const timeZone = user?.timeZone || "UTC";
  const locale = user?.locale ?? "en";
  const wish = await readWish(args, { timeZone, locale });
  if (!wish || Number.isNaN(wish.at.getTime())) throw refuseText("errors.command_time");
  const { text, dueAt } = parseWish(wish.what, wish.at);
  const reminder = await createReminder(actor, { text, dueAt, channelId: call.channelId }, call.clientId);
  return answerWith("reminder", {
    text,
    at: formatShort(reminder.dueAt, { locale, timeZone }),
    timeZone,
  });
};

/** With what is wrong told of the text that it was read from. */
function parseWish(text: string, at: Date) {
  try {
    return parseInput(createReminderSchema, { text, dueAt: at.toISOString() });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const errors = error.errors.map((field) => ({ ...field, path: "text" })).slice(0, 1);
    throw new AppError("invalid_input", { errors });
  }
}
