import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { deleteRole } from "#app/domain/roles/delete-role.server.ts";
import { updateRoleSchema } from "#app/domain/roles/roles.schema.ts";
import { updateRole } from "#app/domain/roles/update-role.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  PATCH: signedIn(async (actor, { params, body }) => ({
    body: await updateRole(actor, params["role"]!, parseInput(updateRoleSchema, body)),
  })),
  DELETE: signedIn(async (actor, { params }) => {
    await deleteRole(actor, params["role"]!);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
