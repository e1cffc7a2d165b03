import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { createRole } from "#app/domain/roles/create-role.server.ts";
import { listRoles } from "#app/domain/roles/list-roles.server.ts";
import { createRoleSchema } from "#app/domain/roles/roles.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor) => ({ body: await listRoles(actor) })),
  POST: signedIn(async (actor, { body }) => ({
    status: 201,
    body: await createRole(actor, parseInput(createRoleSchema, body)),
  })),
});

export const loader = door.loader;
export const action = door.action;
