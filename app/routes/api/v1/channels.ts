import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { createChannelSchema } from "#app/domain/channels/channels.schema.ts";
import { createChannel } from "#app/domain/channels/create-channel.server.ts";
import { listChannels } from "#app/domain/channels/find-channels.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor) => ({ body: await listChannels(actor) })),
  POST: signedIn(async (actor, { body }) => ({
    status: 201,
    body: await createChannel(actor, parseInput(createChannelSchema, body)),
  })),
});

export const loader = door.loader;
export const action = door.action;
