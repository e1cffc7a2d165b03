import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { pinMessage, unpinMessage } from "#app/domain/messages/pin-message.server.ts";

const door = createRestDoor({
  PUT: signedIn(async (actor, { params }) => ({ body: await pinMessage(actor, params["messageId"]!) })),
  DELETE: signedIn(async (actor, { params }) => ({ body: await unpinMessage(actor, params["messageId"]!) })),
});

export const loader = door.loader;
export const action = door.action;
