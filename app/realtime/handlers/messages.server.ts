import { deleteMessage } from "#app/domain/messages/delete-message.server.ts";
import { syncChannels } from "#app/domain/messages/list-changes.server.ts";
import { listMessages } from "#app/domain/messages/list-messages.server.ts";
import {
  channelHistorySchema,
  messageIdSchema,
  sendMessageSchema,
  syncSchema,
} from "#app/domain/messages/messages.schema.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { handler } from "./handler.server.ts";

export const messageHandlers = {
  "message:send": handler(
    "message:send",
    sendMessageSchema,
    async (actor, input) => (await sendMessage(actor, input)).message,
  ),
  "message:delete": handler("message:delete", messageIdSchema, (actor, { messageId }) =>
    deleteMessage(actor, messageId),
  ),
  "message:list": handler("message:list", channelHistorySchema, (actor, input) =>
    listMessages(actor, input.channelId, input),
  ),
  sync: handler("sync", syncSchema, syncChannels),
};
