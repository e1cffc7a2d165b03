import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { getJoinLink, makeJoinLink, revokeJoinLink } from "#app/domain/channels/join-link.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params }) => ({ body: await getJoinLink(actor, params["channelId"]!) })),
  POST: signedIn(async (actor, { params }) => ({
    status: 201,
    body: await makeJoinLink(actor, params["channelId"]!),
  })),
  DELETE: signedIn(async (actor, { params }) => {
    await revokeJoinLink(actor, params["channelId"]!);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
