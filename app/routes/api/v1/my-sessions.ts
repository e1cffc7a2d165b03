import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { endOtherSessions } from "#app/domain/sessions/end-session.server.ts";
import { listSessions } from "#app/domain/sessions/list-sessions.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor) => ({ body: await listSessions(actor) })),
  DELETE: signedIn(async (actor) => {
    await endOtherSessions(actor);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
