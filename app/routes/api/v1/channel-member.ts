import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { setMemberSchema } from "#app/domain/memberships/memberships.schema.ts";
import { removeMember } from "#app/domain/memberships/remove-member.server.ts";
import { setMember } from "#app/domain/memberships/set-member.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  PUT: signedIn(async (actor, { params, body }) => {
    const input = parseInput(setMemberSchema, body);
    await setMember(actor, params["channelId"]!, params["userId"]!, input);
    return {};
  }),
  DELETE: signedIn(async (actor, { params }) => {
    await removeMember(actor, params["channelId"]!, params["userId"]!);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
