import { createRestDoor, inChannel, signedIn } from "#app/doors/rest-door.server.ts";
import { saveDraftSchema } from "#app/domain/drafts/drafts.schema.ts";
import { saveDraft } from "#app/domain/drafts/save-draft.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  PUT: signedIn(async (actor, { params, body }) => ({
    body: await saveDraft(actor, parseInput(saveDraftSchema, inChannel(body, params))),
  })),
});

export const loader = door.loader;
export const action = door.action;
