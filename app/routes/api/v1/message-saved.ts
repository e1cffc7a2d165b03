import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { saveMessage, unsaveMessage } from "#app/domain/saved/save-message.server.ts";

const door = createRestDoor({
  PUT: signedIn(async (actor, { params }) => {
    await saveMessage(actor, params["messageId"]!);
    return {};
  }),
  DELETE: signedIn(async (actor, { params }) => {
    await unsaveMessage(actor, params["messageId"]!);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
