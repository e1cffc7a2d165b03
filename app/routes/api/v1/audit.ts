import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { listAuditSchema } from "#app/domain/audit/audit.schema.ts";
import { listAudit } from "#app/domain/audit/list-audit.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { query }) => ({
    body: await listAudit(actor, parseInput(listAuditSchema, query)),
  })),
});

export const loader = door.loader;
export const action = door.action;
