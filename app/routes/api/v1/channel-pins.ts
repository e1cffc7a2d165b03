import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { listPins } from "#app/domain/messages/list-pins.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params }) => ({ body: await listPins(actor, params["channelId"]!) })),
});

export const loader = door.loader;
export const action = door.action;
