import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { openThread } from "#app/domain/threads/open-thread.server.ts";
import { threadPageSchema } from "#app/domain/threads/threads.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params, query }) => ({
    body: await openThread(actor, { ...parseInput(threadPageSchema, query), rootId: params["messageId"]! }),
  })),
});

export const loader = door.loader;
export const action = door.action;
