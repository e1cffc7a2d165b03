import { eq, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import {
  findStanding,
  requireChangeable,
  requireRight,
} from "#app/domain/memberships/membership.policy.server.ts";
import { inOrder } from "#app/domain/messages/in-order.server.ts";
import type { MessageRow } from "#app/domain/messages/message-view.server.ts";
import { announceMessage, writeSystemMessage } from "#app/domain/messages/system-message.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { announceChannel } from "./announce-channel.server.ts";
import { toNameConflict } from "./create-channel.server.ts";
import { getChannel } from "./find-channels.server.ts";

/**
 * Closes a channel: its members can read it, and nobody can write. Doing it again changes nothing. Throws `not_found` for
 * one that one cannot see, `forbidden` without the right, `conflict` for a direct conversation, `rate_limited`.
 */
export async function archiveChannel(actor: Actor, channelId: string): Promise<ChannelView> {
  return setArchived(actor, channelId, true);
}

/**
 * Opens an archived channel again, with the members it has. Doing it again changes nothing. Throws as `archiveChannel`, and
 * `conflict` where another open public channel has its name by now.
 */
export async function unarchiveChannel(actor: Actor, channelId: string): Promise<ChannelView> {
  return setArchived(actor, channelId, false);
}

async function setArchived(actor: Actor, channelId: string, isArchived: boolean): Promise<ChannelView> {
  await consumeLimit("channel act by user", actor.userId);
  await inOrder(channelId, async () => {
    const message = await db()
      .transaction((transaction) => writeArchived(transaction, actor, channelId, isArchived))
      .catch((error: unknown) => {
        throw toNameConflict(error);
      });
    if (!message) return;
    announceMessage(message);
    await announceChannel(channelId);
  });
  return getChannel(actor, channelId);
}

async function writeArchived(
  transaction: Queryable,
  actor: Actor,
  channelId: string,
  isArchived: boolean,
): Promise<MessageRow | undefined> {
  const standing = await findStanding(actor, channelId, transaction);
  const by = requireRight(actor, standing, "archive");
  requireChangeable({ ...standing, archivedAt: null });
  if (isArchived === (standing.archivedAt !== null)) return undefined;
  await transaction
    .update(channels)
    .set({ archivedAt: isArchived ? sql`now()` : null })
    .where(eq(channels.id, channelId));
  const message = await writeSystemMessage(transaction, actor.userId, channelId, {
    type: isArchived ? "archived" : "unarchived",
  });
  if (by === "permission") {
    await recordAudit(transaction, actor, {
      action: isArchived ? "channel.archive" : "channel.unarchive",
      target: { type: "channel", id: channelId },
    });
  }
  return message;
}
