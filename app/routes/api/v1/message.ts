import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { deleteMessage, getMessage } from "#app/domain/messages/delete-message.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params }) => ({ body: await getMessage(actor, params["messageId"]!) })),
  DELETE: signedIn(async (actor, { params }) => ({ body: await deleteMessage(actor, params["messageId"]!) })),
});

export const loader = door.loader;
export const action = door.action;
