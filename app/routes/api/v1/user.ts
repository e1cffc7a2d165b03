import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { getUser } from "#app/domain/users/find-users.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params }) => ({ body: await getUser(actor, params["userId"]!) })),
});

export const loader = door.loader;
export const action = door.action;
