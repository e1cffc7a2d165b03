import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { reasonSchema } from "#app/domain/administration/administration.schema.ts";
import { deactivateUser, reactivateUser } from "#app/domain/administration/deactivate-user.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  POST: signedIn(async (actor, { params, body }) => {
    await deactivateUser(actor, params["userId"]!, parseInput(reasonSchema, body));
    return {};
  }),
  DELETE: signedIn(async (actor, { params }) => {
    await reactivateUser(actor, params["userId"]!);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
