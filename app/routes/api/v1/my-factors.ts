import { listFactors } from "#app/domain/factors/list-factors.server.ts";
import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor) => ({ body: await listFactors(actor) }), { allow: ["second_factor"] }),
});

export const loader = door.loader;
export const action = door.action;
