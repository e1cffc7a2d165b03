import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { createReminder } from "#app/domain/reminders/create-reminder.server.ts";
import { listReminders } from "#app/domain/reminders/list-reminders.server.ts";
import { createReminderSchema } from "#app/domain/reminders/reminders.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor) => ({ body: await listReminders(actor) })),
  POST: signedIn(async (actor, { body }) => ({
    status: 201,
    body: await createReminder(actor, parseInput(createReminderSchema, body)),
  })),
});

export const loader = door.loader;
export const action = door.action;
