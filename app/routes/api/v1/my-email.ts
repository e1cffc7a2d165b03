import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { changeEmailSchema } from "#app/domain/users/change-email.schema.ts";
import { requestEmailChange } from "#app/domain/users/change-email.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  PUT: signedIn(
    async (actor, { body, origin }) => {
      await requestEmailChange(actor, parseInput(changeEmailSchema, body), origin.address);
      return { status: 202 };
    },
    // Otherwise nobody could correct a mistyped address.
    { allow: ["verify_email"] },
  ),
});

export const loader = door.loader;
export const action = door.action;
