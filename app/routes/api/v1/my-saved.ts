import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { pageSchema } from "#app/domain/paging/cursor.schema.ts";
import { listSaved } from "#app/domain/saved/list-saved.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { query }) => ({
    body: await listSaved(actor, parseInput(pageSchema, query)),
  })),
});

export const loader = door.loader;
export const action = door.action;
