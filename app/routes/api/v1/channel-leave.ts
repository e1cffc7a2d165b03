import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";

const door = createRestDoor({
  POST: signedIn(async (actor, { params }) => {
    await leaveChannel(actor, params["channelId"]!);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
