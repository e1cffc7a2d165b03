import { confirmTotpSchema } from "#app/domain/factors/factors.schema.ts";
import { removeTotp } from "#app/domain/factors/remove-totp.server.ts";
import { beginTotp, confirmTotp } from "#app/domain/factors/set-up-totp.server.ts";
import { proofSchema } from "#app/domain/sessions/proof.schema.ts";
import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { parseInput } from "#app/shared/schemas.ts";
import type { Restriction } from "#app/domain/actor.ts";

const allow: Restriction[] = ["second_factor"];

const door = createRestDoor({
  POST: signedIn(
    async (actor, { body }) => ({ body: await beginTotp(actor, parseInput(proofSchema, body)) }),
    {
      allow,
    },
  ),
  PUT: signedIn(
    async (actor, { body }) => ({
      body: { recoveryCodes: await confirmTotp(actor, parseInput(confirmTotpSchema, body)) },
    }),
    { allow },
  ),
  DELETE: signedIn(
    async (actor, { body }) => {
      await removeTotp(actor, parseInput(proofSchema, body));
      return {};
    },
    { allow },
  ),
});

export const loader = door.loader;
export const action = door.action;
