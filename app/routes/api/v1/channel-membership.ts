import { createRestDoor, inChannel, signedIn } from "#app/doors/rest-door.server.ts";
import { setMembershipSchema } from "#app/domain/memberships/memberships.schema.ts";
import { setMembership } from "#app/domain/memberships/set-membership.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  PATCH: signedIn(async (actor, { params, body }) => {
    const { channelId, ...input } = parseInput(setMembershipSchema, inChannel(body, params));
    return { body: await setMembership(actor, channelId, input) };
  }),
});

export const loader = door.loader;
export const action = door.action;
