import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { listDrafts } from "#app/domain/drafts/list-drafts.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor) => ({ body: await listDrafts(actor) })),
});

export const loader = door.loader;
export const action = door.action;
