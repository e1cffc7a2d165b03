import { createRestDoor } from "#app/doors/rest-door.server.ts";
import { logIn } from "#app/domain/sessions/log-in.server.ts";
import { logInSchema } from "#app/domain/sessions/sessions.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  POST: async ({ body, origin }) => ({ body: await logIn(parseInput(logInSchema, body), origin) }),
});

export const loader = door.loader;
export const action = door.action;
