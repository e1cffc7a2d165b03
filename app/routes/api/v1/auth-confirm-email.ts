import { createRestDoor } from "#app/doors/rest-door.server.ts";
import { confirmEmail } from "#app/domain/verification/confirm-email.server.ts";
import { mailedTokenSchema } from "#app/domain/verification/verification.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  POST: async ({ body, origin }) => {
    await confirmEmail(parseInput(mailedTokenSchema, body).token, origin.address);
    return {};
  },
});

export const loader = door.loader;
export const action = door.action;
