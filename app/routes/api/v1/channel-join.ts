import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { joinChannel } from "#app/domain/memberships/join-channel.server.ts";

const door = createRestDoor({
  POST: signedIn(async (actor, { params }) => ({ body: await joinChannel(actor, params["channelId"]!) })),
});

export const loader = door.loader;
export const action = door.action;
