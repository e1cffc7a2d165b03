import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { assignRoleSchema } from "#app/domain/administration/administration.schema.ts";
import { assignRole } from "#app/domain/administration/assign-role.server.ts";
import { getUser } from "#app/domain/users/find-users.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params }) => ({ body: await getUser(actor, params["userId"]!) })),
  PATCH: signedIn(async (actor, { params, body }) => {
    await assignRole(actor, params["userId"]!, parseInput(assignRoleSchema, body));
    return { body: await getUser(actor, params["userId"]!) };
  }),
});

export const loader = door.loader;
export const action = door.action;
