import { renewRecoveryCodes } from "#app/domain/factors/renew-recovery-codes.server.ts";
import { proofSchema } from "#app/domain/sessions/proof.schema.ts";
import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  POST: signedIn(async (actor, { body }) => ({
    body: { recoveryCodes: await renewRecoveryCodes(actor, parseInput(proofSchema, body)) },
  })),
});

export const loader = door.loader;
export const action = door.action;
