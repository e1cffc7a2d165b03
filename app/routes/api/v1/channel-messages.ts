import { createRestDoor, inChannel, signedIn } from "#app/doors/rest-door.server.ts";
import { listMessages } from "#app/domain/messages/list-messages.server.ts";
import { historySchema, sendMessageSchema } from "#app/domain/messages/messages.schema.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params, query }) => ({
    body: await listMessages(actor, params["channelId"]!, parseInput(historySchema, query)),
  })),
  POST: signedIn(async (actor, { params, body }) => {
    const { message, isNew } = await sendMessage(
      actor,
      parseInput(sendMessageSchema, inChannel(body, params)),
    );
    return { status: isNew ? 201 : 200, body: message };
  }),
});

export const loader = door.loader;
export const action = door.action;
