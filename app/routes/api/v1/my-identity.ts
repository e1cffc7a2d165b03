import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { unlinkIdentity } from "#app/domain/identities/unlink-identity.server.ts";
import { proofSchema } from "#app/domain/sessions/proof.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  DELETE: signedIn(async (actor, { params, body }) => {
    await unlinkIdentity(actor, params["provider"]!, parseInput(proofSchema, body));
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
