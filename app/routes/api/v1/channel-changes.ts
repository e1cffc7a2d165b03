import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { listChanges } from "#app/domain/messages/list-changes.server.ts";
import { changesSchema } from "#app/domain/messages/messages.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params, query }) => ({
    body: await listChanges(actor, params["channelId"]!, parseInput(changesSchema, query)),
  })),
});

export const loader = door.loader;
export const action = door.action;
