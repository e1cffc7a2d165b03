import { createRestDoor, inChannel, signedIn } from "#app/doors/rest-door.server.ts";
import { watermarkSchema } from "#app/domain/memberships/memberships.schema.ts";
import { markRead } from "#app/domain/memberships/move-watermark.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  PUT: signedIn(async (actor, { params, body }) => {
    const { lastReadSeq, unread } = await markRead(
      actor,
      parseInput(watermarkSchema, inChannel(body, params)),
    );
    return { body: { lastReadSeq, unread } };
  }),
});

export const loader = door.loader;
export const action = door.action;
