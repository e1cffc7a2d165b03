import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { deleteMessage } from "#app/domain/messages/delete-message.server.ts";
import { editMessage } from "#app/domain/messages/edit-message.server.ts";
import { getMessage } from "#app/domain/messages/get-message.server.ts";
import { editMessageSchema } from "#app/domain/messages/messages.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const editSchema = editMessageSchema.omit({ messageId: true });

const door = createRestDoor({
  GET: signedIn(async (actor, { params }) => ({ body: await getMessage(actor, params["messageId"]!) })),
  PATCH: signedIn(async (actor, { params, body }) => ({
    body: await editMessage(actor, { ...parseInput(editSchema, body), messageId: params["messageId"]! }),
  })),
  DELETE: signedIn(async (actor, { params }) => ({ body: await deleteMessage(actor, params["messageId"]!) })),
});

export const loader = door.loader;
export const action = door.action;
