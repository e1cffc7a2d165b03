import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { archiveChannel } from "#app/domain/channels/archive-channel.server.ts";
import { updateChannelSchema } from "#app/domain/channels/channels.schema.ts";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import { updateChannel } from "#app/domain/channels/update-channel.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params }) => ({ body: await getChannel(actor, params["channelId"]!) })),
  PATCH: signedIn(async (actor, { params, body }) => ({
    body: await updateChannel(actor, params["channelId"]!, parseInput(updateChannelSchema, body)),
  })),
  DELETE: signedIn(async (actor, { params }) => ({
    body: await archiveChannel(actor, params["channelId"]!),
  })),
});

export const loader = door.loader;
export const action = door.action;
