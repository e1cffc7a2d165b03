import { eq, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { messages, timelines } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToChannel } from "#app/domain/announcements/announce.server.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import {
  findStanding,
  requireMembership,
  requireRight,
} from "#app/domain/memberships/membership.policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { MessageView } from "#app/shared/views.ts";
import { inOrder } from "./in-order.server.ts";
import { toMessageView, type MessageRow } from "./message-view.server.ts";

/** One message of a conversation one is in. Throws as `requireMembership`, `not_found` where there is none. */
export async function getMessage(actor: Actor, messageId: string): Promise<MessageView> {
  const message = await findMessage(db(), messageId);
  await requireMembership(actor, message.channelId);
  return toMessageView(message);
}

/**
 * Takes a message's text away, for who wrote it and for who keeps order; its number stays, and its version rises like that
 * of any change. Doing it again changes nothing. Throws `not_found` and `forbidden`, `rate_limited`.
 */
export async function deleteMessage(actor: Actor, messageId: string): Promise<MessageView> {
  await consumeLimit("write by user", actor.userId);
  const { channelId } = await findMessage(db(), messageId);
  return inOrder(channelId, async () => {
    const { row, isNew } = await db().transaction((transaction) =>
      writeTombstone(transaction, actor, messageId),
    );
    const message = toMessageView(row);
    if (isNew) announceToChannel(channelId, "message:updated", { message, version: message.version });
    return message;
  });
}

async function writeTombstone(
  transaction: Queryable,
  actor: Actor,
  messageId: string,
): Promise<{ row: MessageRow; isNew: boolean }> {
  const { channelId, authorId } = await findMessage(transaction, messageId);
  const standing = await findStanding(actor, channelId, transaction);
  const isOwn = authorId === actor.userId && standing.role !== null;
  const by = isOwn ? "author" : requireRight(actor, standing, "delete_message");
  // The channel's counters are the lock of everything that changes its messages.
  const [timeline] = await transaction
    .select()
    .from(timelines)
    .where(eq(timelines.channelId, channelId))
    .for("no key update");
  const current = await findMessage(transaction, messageId);
  if (current.deletedAt || !timeline) return { row: current, isNew: false };
  const version = timeline.version + 1;
  await transaction.update(timelines).set({ version }).where(eq(timelines.channelId, channelId));
  const [row] = await transaction
    .update(messages)
    .set({ body: "", deletedAt: sql`now()`, version })
    .where(eq(messages.id, messageId))
    .returning();
  if (by === "permission") {
    await recordAudit(transaction, actor, {
      action: "message.delete",
      target: { type: "message", id: messageId },
      details: { channelId, authorId },
    });
  }
  return { row: row ?? current, isNew: true };
}

async function findMessage(database: Queryable, messageId: string): Promise<MessageRow> {
  const message = await database.query.messages.findFirst({ where: eq(messages.id, messageId) });
  if (!message) throw new AppError("not_found");
  return message;
}
