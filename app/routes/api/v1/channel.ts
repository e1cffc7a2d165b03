import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params }) => ({ body: await getChannel(actor, params["channelId"]!) })),
});

export const loader = door.loader;
export const action = door.action;
