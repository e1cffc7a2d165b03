import { eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import {
  findStanding,
  requireChangeable,
  requireRight,
  type Standing,
} from "#app/domain/memberships/membership.policy.server.ts";
import { inOrder } from "#app/domain/messages/in-order.server.ts";
import type { MessageRow } from "#app/domain/messages/message-view.server.ts";
import { announceMessage, writeSystemMessage } from "#app/domain/messages/system-message.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { ChannelView, SystemEvent } from "#app/shared/views.ts";
import { announceChannel } from "./announce-channel.server.ts";
import type { UpdateChannelInput } from "./channels.schema.ts";
import { toNameConflict } from "./create-channel.server.ts";
import { getChannel } from "./find-channels.server.ts";

/** What can be changed, in the order in which it is written down, and the right that each takes. */
const RIGHTS = {
  name: "rename",
  topic: "set_topic",
  description: "describe",
  isReadOnly: "set_read_only",
} as const;
type Field = keyof typeof RIGHTS;

/**
 * Changes what was given of a channel's name, topic, description and whether everybody writes in it. Throws `not_found` for
 * one that one cannot see, `forbidden` without the right, `conflict` for a direct conversation and for the name of another
 * open public channel, `gone` for an archived one, `rate_limited`.
 */
export async function updateChannel(
  actor: Actor,
  channelId: string,
  input: UpdateChannelInput,
): Promise<ChannelView> {
  await consumeLimit("channel act by user", actor.userId);
  await inOrder(channelId, async () => {
    const written = await db()
      .transaction((transaction) => writeChanges(transaction, actor, channelId, input))
      .catch((error: unknown) => {
        throw toNameConflict(error);
      });
    written.forEach(announceMessage);
    if (written.length > 0) await announceChannel(channelId);
  });
  return getChannel(actor, channelId);
}

async function writeChanges(
  transaction: Queryable,
  actor: Actor,
  channelId: string,
  input: UpdateChannelInput,
): Promise<MessageRow[]> {
  const given = (Object.keys(RIGHTS) as Field[]).filter((field) => input[field] !== undefined);
  const standing = await findStanding(actor, channelId, transaction);
  const rights = given.map((field) => requireRight(actor, standing, RIGHTS[field]));
  requireChangeable(standing);
  const changed = given.filter((field) => input[field] !== standing[field]);
  if (changed.length === 0) return [];
  await transaction.update(channels).set(input).where(eq(channels.id, channelId));
  const written: MessageRow[] = [];
  for (const field of changed)
    written.push(
      await writeSystemMessage(transaction, actor.userId, channelId, tellChange(field, standing, input)),
    );
  if (rights.includes("permission")) {
    const { name, topic } = input;
    await recordAudit(transaction, actor, {
      action: "channel.update",
      target: { type: "channel", id: channelId },
      // The names and topics of private channels are their members' business.
      details: { changed, ...(standing.kind === "public" && { name, topic }) },
    });
  }
  return written;
}

function tellChange(field: Field, before: Standing, after: UpdateChannelInput): SystemEvent {
  switch (field) {
    case "name":
      return { type: "renamed", from: before.name ?? "", to: after.name ?? "" };
    case "topic":
      return { type: "topic", topic: after.topic ?? "" };
    case "description":
      return { type: "description" };
    case "isReadOnly":
      return { type: "read_only", isReadOnly: after.isReadOnly ?? false };
  }
}
