import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { requiredReasonSchema } from "#app/domain/administration/administration.schema.ts";
import { resetFactors } from "#app/domain/administration/reset-factors.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  DELETE: signedIn(async (actor, { params, body }) => {
    await resetFactors(actor, params["userId"]!, parseInput(requiredReasonSchema, body));
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
