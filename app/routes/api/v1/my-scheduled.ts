import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { listScheduled } from "#app/domain/scheduled/list-scheduled.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor) => ({ body: await listScheduled(actor) })),
});

export const loader = door.loader;
export const action = door.action;
