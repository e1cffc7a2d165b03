import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { listMembers } from "#app/domain/memberships/list-members.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params }) => ({ body: await listMembers(actor, params["channelId"]!) })),
});

export const loader = door.loader;
export const action = door.action;
