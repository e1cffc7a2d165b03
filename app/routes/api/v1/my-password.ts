import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { changePasswordSchema } from "#app/domain/users/change-password.schema.ts";
import { changePassword } from "#app/domain/users/change-password.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  PUT: signedIn(async (actor, { body }) => {
    await changePassword(actor, parseInput(changePasswordSchema, body));
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
