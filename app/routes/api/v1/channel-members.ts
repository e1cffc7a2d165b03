import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { addPeople } from "#app/domain/memberships/add-people.server.ts";
import { listMembers } from "#app/domain/memberships/list-members.server.ts";
import { addPeopleSchema, listMembersSchema } from "#app/domain/memberships/memberships.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params, query }) => ({
    body: await listMembers(actor, params["channelId"]!, parseInput(listMembersSchema, query)),
  })),
  POST: signedIn(async (actor, { params, body }) => {
    await addPeople(actor, params["channelId"]!, parseInput(addPeopleSchema, body));
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
