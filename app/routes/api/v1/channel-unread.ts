import { createRestDoor, inChannel, signedIn } from "#app/doors/rest-door.server.ts";
import { markUnread } from "#app/domain/memberships/mark-unread.server.ts";
import { watermarkSchema } from "#app/domain/memberships/memberships.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  PUT: signedIn(async (actor, { params, body }) => ({
    body: await markUnread(actor, parseInput(watermarkSchema, inChannel(body, params))),
  })),
});

export const loader = door.loader;
export const action = door.action;
