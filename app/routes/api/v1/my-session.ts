import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { endOwnSession } from "#app/domain/sessions/end-session.server.ts";

const door = createRestDoor({
  DELETE: signedIn(async (actor, { params }) => {
    await endOwnSession(actor, params["sessionId"]!);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
