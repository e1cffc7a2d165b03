import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { unarchiveChannel } from "#app/domain/channels/archive-channel.server.ts";

const door = createRestDoor({
  POST: signedIn(async (actor, { params }) => ({
    body: await unarchiveChannel(actor, params["channelId"]!),
  })),
});

export const loader = door.loader;
export const action = door.action;
