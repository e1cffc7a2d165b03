import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { completeReminder } from "#app/domain/reminders/complete-reminder.server.ts";

const door = createRestDoor({
  DELETE: signedIn(async (actor, { params }) => {
    await completeReminder(actor, params["reminderId"]!);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
