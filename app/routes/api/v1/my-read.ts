import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { markAllRead } from "#app/domain/memberships/mark-all-read.server.ts";

const door = createRestDoor({
  PUT: signedIn(async (actor) => {
    await markAllRead(actor);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
