import { createRestDoor } from "#app/doors/rest-door.server.ts";

/** Anything below /api that is no address: the same answer as for what one may not see. */
const door = createRestDoor({});

export const loader = door.loader;
export const action = door.action;
