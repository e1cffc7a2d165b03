import { createRestDoor } from "#app/doors/rest-door.server.ts";
import { requestReset } from "#app/domain/verification/request-reset.server.ts";
import { requestResetSchema } from "#app/domain/verification/verification.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  POST: async ({ body, origin }) => {
    await requestReset(parseInput(requestResetSchema, body), origin.address);
    return { status: 202 };
  },
});

export const loader = door.loader;
export const action = door.action;
