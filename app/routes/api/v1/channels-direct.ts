import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { openDirectSchema } from "#app/domain/channels/channels.schema.ts";
import { openDirect } from "#app/domain/channels/open-direct.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  POST: signedIn(async (actor, { body }) => {
    const { channel, isNew } = await openDirect(actor, parseInput(openDirectSchema, body));
    return { status: isNew ? 201 : 200, body: channel };
  }),
});

export const loader = door.loader;
export const action = door.action;
