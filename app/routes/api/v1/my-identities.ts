import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { listIdentities } from "#app/domain/identities/list-identities.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor) => ({ body: await listIdentities(actor) })),
});

export const loader = door.loader;
export const action = door.action;
