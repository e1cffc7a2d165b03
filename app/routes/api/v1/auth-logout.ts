import { createRestDoor } from "#app/doors/rest-door.server.ts";
import { logOut } from "#app/domain/sessions/end-session.server.ts";
import { refreshSchema } from "#app/domain/sessions/sessions.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  POST: async ({ body }) => {
    await logOut(parseInput(refreshSchema, body).refreshToken);
    return {};
  },
});

export const loader = door.loader;
export const action = door.action;
