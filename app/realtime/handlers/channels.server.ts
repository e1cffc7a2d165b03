import { z } from "zod";
import {
  channelIdSchema,
  createChannelSchema,
  openDirectSchema,
} from "#app/domain/channels/channels.schema.ts";
import { createChannel } from "#app/domain/channels/create-channel.server.ts";
import { openDirect } from "#app/domain/channels/open-direct.server.ts";
import { joinChannel } from "#app/domain/memberships/join-channel.server.ts";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { findMembers } from "#app/domain/memberships/find-members.server.ts";
import { listReceipts } from "#app/domain/memberships/list-receipts.server.ts";
import { markAllRead } from "#app/domain/memberships/mark-all-read.server.ts";
import { markUnread } from "#app/domain/memberships/mark-unread.server.ts";
import {
  findMembersSchema,
  setMembershipSchema,
  watermarkSchema,
} from "#app/domain/memberships/memberships.schema.ts";
import { markDelivered, markRead } from "#app/domain/memberships/move-watermark.server.ts";
import { setMembership } from "#app/domain/memberships/set-membership.server.ts";
import { handler } from "./handler.server.ts";

export const channelHandlers = {
  "channel:create": handler("channel:create", createChannelSchema, createChannel),
  "channel:direct": handler(
    "channel:direct",
    openDirectSchema,
    async (actor, input) => (await openDirect(actor, input)).channel,
  ),
  "channel:join": handler("channel:join", channelIdSchema, (actor, { channelId }) =>
    joinChannel(actor, channelId),
  ),
  "channel:leave": handler("channel:leave", channelIdSchema, async (actor, { channelId }) => {
    await leaveChannel(actor, channelId);
    return null;
  }),
  "channel:read": handler("channel:read", watermarkSchema, markRead),
  "channel:delivered": handler("channel:delivered", watermarkSchema, markDelivered),
  "channel:unread": handler("channel:unread", watermarkSchema, markUnread),
  "channel:read-all": handler("channel:read-all", z.object({}), async (actor) => {
    await markAllRead(actor);
    return null;
  }),
  "channel:receipts": handler("channel:receipts", channelIdSchema, (actor, { channelId }) =>
    listReceipts(actor, channelId),
  ),
  "channel:set": handler("channel:set", setMembershipSchema, (actor, { channelId, ...input }) =>
    setMembership(actor, channelId, input),
  ),
  "member:find": handler("member:find", findMembersSchema, findMembers),
};
