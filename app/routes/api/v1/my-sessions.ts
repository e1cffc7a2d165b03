import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { listSessions } from "#app/domain/sessions/end-session.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor) => ({ body: await listSessions(actor) })),
});

export const loader = door.loader;
export const action = door.action;
