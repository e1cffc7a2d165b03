import { syncChannels } from "#app/domain/messages/list-changes.server.ts";
import { sendMessageSchema, syncSchema } from "#app/domain/messages/messages.schema.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { handler } from "./handler.server.ts";

export const messageHandlers = {
  "message:send": handler(
    "message:send",
    sendMessageSchema,
    async (actor, input) => (await sendMessage(actor, input)).message,
  ),
  sync: handler("sync", syncSchema, syncChannels),
};
