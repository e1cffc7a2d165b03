import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { listExports } from "#app/domain/exports/export-view.server.ts";
import { requestExport } from "#app/domain/exports/request-export.server.ts";
import { proofSchema } from "#app/domain/sessions/proof.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

/** POST has one made, which takes a while: 202. */
const door = createRestDoor({
  GET: signedIn(async (actor) => ({ body: await listExports(actor) })),
  POST: signedIn(async (actor, { body }) => ({
    status: 202,
    body: await requestExport(actor, parseInput(proofSchema, body)),
  })),
});

export const loader = door.loader;
export const action = door.action;
