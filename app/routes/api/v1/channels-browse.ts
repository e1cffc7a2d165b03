import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { browseChannelsSchema } from "#app/domain/channels/channels.schema.ts";
import { browseChannels } from "#app/domain/channels/find-channels.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { query }) => ({
    body: await browseChannels(actor, parseInput(browseChannelsSchema, query)),
  })),
});

export const loader = door.loader;
export const action = door.action;
