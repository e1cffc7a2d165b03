import { createRestDoor } from "#app/doors/rest-door.server.ts";
import { resetPassword } from "#app/domain/verification/reset-password.server.ts";
import { resetPasswordSchema } from "#app/domain/verification/verification.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  POST: async ({ body, origin }) => {
    await resetPassword(parseInput(resetPasswordSchema, body), origin.address);
    return {};
  },
});

export const loader = door.loader;
export const action = door.action;
