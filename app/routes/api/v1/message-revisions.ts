import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { listRevisions } from "#app/domain/messages/list-revisions.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params }) => ({ body: await listRevisions(actor, params["messageId"]!) })),
});

export const loader = door.loader;
export const action = door.action;
