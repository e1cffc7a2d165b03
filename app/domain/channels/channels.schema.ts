import { z } from "zod";
import {
  CHANNEL_DESCRIPTION_MAX,
  CHANNEL_NAME_MAX,
  CHANNEL_TOPIC_MAX,
  DIRECT_OTHERS_MAX,
} from "#app/shared/limits.ts";
import { id, line, text } from "#app/shared/schemas.ts";

export const createChannelSchema = z.object({
  name: line(CHANNEL_NAME_MAX, { required: true }),
  kind: z.enum(["public", "private"]),
  topic: line(CHANNEL_TOPIC_MAX).default(""),
  description: text(CHANNEL_DESCRIPTION_MAX).optional(),
  /** Only those who keep order write in it. */
  isReadOnly: z.boolean().optional(),
});
export type CreateChannelInput = z.output<typeof createChannelSchema>;

export const openDirectSchema = z.object({ userIds: z.array(id).min(1).max(DIRECT_OTHERS_MAX) });
export type OpenDirectInput = z.output<typeof openDirectSchema>;

export const browseChannelsSchema = z.object({ query: line(CHANNEL_NAME_MAX).default("") });
export type BrowseChannelsInput = z.output<typeof browseChannelsSchema>;

/** What is left out stays as it is. */
export const updateChannelSchema = z.object({
  name: line(CHANNEL_NAME_MAX, { required: true }).optional(),
  topic: line(CHANNEL_TOPIC_MAX).optional(),
  description: text(CHANNEL_DESCRIPTION_MAX).optional(),
  isReadOnly: z.boolean().optional(),
});
export type UpdateChannelInput = z.output<typeof updateChannelSchema>;

export const channelIdSchema = z.object({ channelId: id });
