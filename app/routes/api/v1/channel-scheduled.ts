import { createRestDoor, inChannel, signedIn } from "#app/doors/rest-door.server.ts";
import { scheduleMessage } from "#app/domain/scheduled/schedule-message.server.ts";
import { scheduleMessageSchema } from "#app/domain/scheduled/scheduled.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  POST: signedIn(async (actor, { params, body }) => ({
    status: 201,
    body: await scheduleMessage(actor, parseInput(scheduleMessageSchema, inChannel(body, params))),
  })),
});

export const loader = door.loader;
export const action = door.action;
