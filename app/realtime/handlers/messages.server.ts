import { deleteMessage } from "#app/domain/messages/delete-message.server.ts";
import { editMessage } from "#app/domain/messages/edit-message.server.ts";
import { findMessages } from "#app/domain/messages/find-messages.server.ts";
import { forwardMessage } from "#app/domain/messages/forward-message.server.ts";
import { listMessages } from "#app/domain/messages/list-messages.server.ts";
import {
  channelHistorySchema,
  editMessageSchema,
  findMessagesSchema,
  forwardMessageSchema,
  messageIdSchema,
  reactionSchema,
  sendMessageSchema,
  syncSchema,
} from "#app/domain/messages/messages.schema.ts";
import { pinMessage, unpinMessage } from "#app/domain/messages/pin-message.server.ts";
import { addReaction, removeReaction } from "#app/domain/messages/react-to-message.server.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { syncChannels } from "#app/domain/messages/sync-channels.server.ts";
import { handler } from "./handler.server.ts";

export const messageHandlers = {
  "message:send": handler(
    "message:send",
    sendMessageSchema,
    async (actor, input) => (await sendMessage(actor, input)).message,
  ),
  "message:edit": handler("message:edit", editMessageSchema, editMessage),
  "message:delete": handler("message:delete", messageIdSchema, (actor, { messageId }) =>
    deleteMessage(actor, messageId),
  ),
  "message:pin": handler("message:pin", messageIdSchema, (actor, { messageId }) =>
    pinMessage(actor, messageId),
  ),
  "message:unpin": handler("message:unpin", messageIdSchema, (actor, { messageId }) =>
    unpinMessage(actor, messageId),
  ),
  "message:forward": handler(
    "message:forward",
    forwardMessageSchema,
    async (actor, input) => (await forwardMessage(actor, input)).message,
  ),
  "message:find": handler("message:find", findMessagesSchema, (actor, { messageIds }) =>
    findMessages(actor, messageIds),
  ),
  "message:list": handler("message:list", channelHistorySchema, (actor, input) =>
    listMessages(actor, input.channelId, input),
  ),
  "reaction:add": handler("reaction:add", reactionSchema, addReaction),
  "reaction:remove": handler("reaction:remove", reactionSchema, removeReaction),
  sync: handler("sync", syncSchema, syncChannels),
};
