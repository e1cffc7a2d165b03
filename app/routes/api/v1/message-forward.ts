import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { forwardMessage } from "#app/domain/messages/forward-message.server.ts";
import { forwardMessageSchema } from "#app/domain/messages/messages.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const forwardSchema = forwardMessageSchema.omit({ messageId: true });

const door = createRestDoor({
  POST: signedIn(async (actor, { params, body }) => {
    const input = { ...parseInput(forwardSchema, body), messageId: params["messageId"]! };
    const { message, isNew } = await forwardMessage(actor, input);
    return { status: isNew ? 201 : 200, body: message };
  }),
});

export const loader = door.loader;
export const action = door.action;
