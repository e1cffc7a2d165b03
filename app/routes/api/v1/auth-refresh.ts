import { createRestDoor } from "#app/doors/rest-door.server.ts";
import { refreshSession } from "#app/domain/sessions/refresh-session.server.ts";
import { refreshSchema } from "#app/domain/sessions/sessions.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  POST: async ({ body }) => ({
    body: await refreshSession(parseInput(refreshSchema, body).refreshToken),
  }),
});

export const loader = door.loader;
export const action = door.action;
