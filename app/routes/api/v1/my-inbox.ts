import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { listInbox } from "#app/domain/inbox/list-inbox.server.ts";
import { markInboxSeen } from "#app/domain/inbox/mark-inbox-seen.server.ts";
import { pageSchema } from "#app/domain/paging/cursor.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { query }) => ({
    body: await listInbox(actor, parseInput(pageSchema, query)),
  })),
  PUT: signedIn(async (actor) => {
    await markInboxSeen(actor);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
