import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { revokeInvite } from "#app/domain/invites/revoke-invite.server.ts";

const door = createRestDoor({
  DELETE: signedIn(async (actor, { params }) => {
    await revokeInvite(actor, params["inviteId"]!);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
