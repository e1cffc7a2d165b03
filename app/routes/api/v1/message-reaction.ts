import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { reactionSchema } from "#app/domain/messages/messages.schema.ts";
import { addReaction, removeReaction } from "#app/domain/messages/react-to-message.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  PUT: signedIn(async (actor, { params }) => ({
    body: await addReaction(actor, parseInput(reactionSchema, params)),
  })),
  DELETE: signedIn(async (actor, { params }) => ({
    body: await removeReaction(actor, parseInput(reactionSchema, params)),
  })),
});

export const loader = door.loader;
export const action = door.action;
