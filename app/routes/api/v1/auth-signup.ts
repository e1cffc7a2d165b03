import { createRestDoor } from "#app/doors/rest-door.server.ts";
import { signUp } from "#app/domain/users/sign-up.server.ts";
import { signUpSchema } from "#app/domain/users/sign-up.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  POST: async ({ body, origin }) => ({
    status: 201,
    body: await signUp(parseInput(signUpSchema, body), origin),
  }),
});

export const loader = door.loader;
export const action = door.action;
