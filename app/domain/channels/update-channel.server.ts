import { eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import {
  findStanding,
  requireChangeable,
  requireRight,
} from "#app/domain/memberships/membership.policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { announceChannel } from "./announce-channel.server.ts";
import type { UpdateChannelInput } from "./channels.schema.ts";
import { toNameConflict } from "./create-channel.server.ts";
import { getChannel } from "./find-channels.server.ts";

/**
 * Changes what was given of a channel's name and topic. Throws `not_found` for one that one cannot see, `forbidden` without
 * the right, `conflict` for a direct conversation and for the name of another open public channel, `gone` for an archived
 * one, `rate_limited`.
 */
export async function updateChannel(
  actor: Actor,
  channelId: string,
  input: UpdateChannelInput,
): Promise<ChannelView> {
  await consumeLimit("write by user", actor.userId);
  try {
    await db().transaction((transaction) => writeChanges(transaction, actor, channelId, input));
  } catch (error) {
    throw toNameConflict(error);
  }
  await announceChannel(channelId);
  return getChannel(actor, channelId);
}

async function writeChanges(
  transaction: Queryable,
  actor: Actor,
  channelId: string,
  input: UpdateChannelInput,
): Promise<void> {
  const { name, topic } = input;
  const given = (["name", "topic"] as const).filter((field) => input[field] !== undefined);
  const standing = await findStanding(actor, channelId, transaction);
  const rights = [
    name !== undefined && requireRight(actor, standing, "rename"),
    topic !== undefined && requireRight(actor, standing, "set_topic"),
  ];
  requireChangeable(standing);
  if (given.length === 0) return;
  await transaction.update(channels).set({ name, topic }).where(eq(channels.id, channelId));
  if (!rights.includes("permission")) return;
  await recordAudit(transaction, actor, {
    action: "channel.update",
    target: { type: "channel", id: channelId },
    // The names and topics of private channels are their members' business.
    details: {
      changed: given.filter((field) => input[field] !== standing[field]),
      ...(standing.kind === "public" && { name, topic }),
    },
  });
}
