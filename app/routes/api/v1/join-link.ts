import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { findChannelByCode, joinByCode } from "#app/domain/channels/join-by-code.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params }) => ({ body: await findChannelByCode(actor, params["code"]!) })),
  POST: signedIn(async (actor, { params }) => ({ body: await joinByCode(actor, params["code"]!) })),
});

export const loader = door.loader;
export const action = door.action;
