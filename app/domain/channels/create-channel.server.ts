import { db } from "#app/db/client.server.ts";
import { isUniqueViolation } from "#app/platform/postgres/errors.server.ts";
import { channels } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { addMembers, announceJoined } from "#app/domain/memberships/add-members.server.ts";
import { openTimeline } from "#app/domain/messages/open-timeline.server.ts";
import { requirePermission } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import type { ChannelView } from "#app/shared/views.ts";
import type { CreateChannelInput } from "./channels.schema.ts";
import { getChannel } from "./find-channels.server.ts";

/**
 * Opens a public or private channel with the actor as its owner. Throws `forbidden` without the permission for its kind,
 * `conflict` when an open public channel has the name already, `rate_limited`.
 */
export async function createChannel(actor: Actor, input: CreateChannelInput): Promise<ChannelView> {
  requirePermission(actor, input.kind === "public" ? "channel.create" : "channel.create.private");
  await consumeLimit("write by user", actor.userId);
  const channelId = createId();
  try {
    await db().transaction(async (transaction) => {
      await transaction.insert(channels).values({ id: channelId, ...input, createdBy: actor.userId });
      await openTimeline(transaction, channelId);
      await addMembers(transaction, channelId, [{ userId: actor.userId, role: "owner" }]);
    });
  } catch (error) {
    throw toNameConflict(error);
  }
  await announceJoined(channelId, [actor.userId]);
  return getChannel(actor, channelId);
}

/** What a taken name is to the caller; any other error as it is. */
export function toNameConflict(error: unknown): unknown {
  if (!isUniqueViolation(error, "channels_public_name_key")) return error;
  return new AppError("conflict", {
    key: "errors.channel_name_taken",
    errors: [{ path: "name", code: "taken" }],
  });
}
