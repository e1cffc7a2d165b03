import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { endUserSessions } from "#app/domain/administration/end-user-sessions.server.ts";

const door = createRestDoor({
  DELETE: signedIn(async (actor, { params }) => {
    await endUserSessions(actor, params["userId"]!);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
