import { and, count, eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { messages, scheduledMessages, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { findSendLimit, requireWriting } from "#app/domain/messages/messages.policy.server.ts";
import { requirePermission } from "#app/domain/policy/policy.server.ts";
import { requireRootId } from "#app/domain/threads/find-root.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import { SCHEDULED_MAX } from "#app/shared/limits.ts";
import type { ScheduledView } from "#app/shared/views.ts";
import { deliverLater } from "./deliver-scheduled.server.ts";
import { toScheduledView, type ScheduledRow } from "./scheduled-view.server.ts";
import type { ScheduleMessageInput } from "./scheduled.schema.ts";

/**
 * Has a message sent at a time. The same `clientId` again returns what was scheduled first. Throws what sending it now
 * would, `conflict` when too many are waiting and for the `clientId` of a message that was sent, `rate_limited`.
 */
export async function scheduleMessage(actor: Actor, input: ScheduleMessageInput): Promise<ScheduledView> {
  requirePermission(actor, "message.send");
  // Counted here as a message is, because sending it later is not.
  await consumeLimit(findSendLimit(actor), actor.userId);
  requireWriting(actor, await requireMembership(actor, input.channelId));
  const parentId = input.parentId ? await requireRootId(input.channelId, input.parentId) : null;
  if (input.quoteId) await requireQuote(input.channelId, input.quoteId);
  const { row, isNew } = await db().transaction((transaction) =>
    write(transaction, actor.userId, { ...input, parentId }),
  );
  if (isNew) announceToUser(actor.userId, "scheduled:changed", { scheduledId: row.id });
  return toScheduledView(row);
}

async function requireQuote(channelId: string, quoteId: string): Promise<void> {
  const quoted = await db().query.messages.findFirst({
    columns: { deletedAt: true },
    where: and(eq(messages.id, quoteId), eq(messages.channelId, channelId)),
  });
  if (!quoted) throw invalidField("quoteId", "invalid");
  if (quoted.deletedAt) throw new AppError("gone", { key: "errors.message_deleted" });
}

async function write(
  transaction: Queryable,
  userId: string,
  input: ScheduleMessageInput,
): Promise<{ row: ScheduledRow; isNew: boolean }> {
  // One after the other, so that two at once do not both take the last place.
  await transaction.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("no key update");
  const { clientId } = input;
  const earlier = await transaction.query.scheduledMessages.findFirst({
    where: and(eq(scheduledMessages.userId, userId), eq(scheduledMessages.clientId, clientId)),
  });
  if (earlier) return { row: earlier, isNew: false };
  const sent = await transaction.query.messages.findFirst({
    columns: { id: true },
    where: and(eq(messages.authorId, userId), eq(messages.clientId, clientId)),
  });
  if (sent) throw new AppError("conflict");
  const [waiting] = await transaction
    .select({ total: count() })
    .from(scheduledMessages)
    .where(eq(scheduledMessages.userId, userId));
  if (waiting && waiting.total >= SCHEDULED_MAX) {
    throw new AppError("conflict", { key: "errors.too_many_scheduled" });
  }
  const [row] = await transaction
    .insert(scheduledMessages)
    .values({ ...input, id: createId(), userId })
    .returning();
  if (!row) throw new Error("An insert returned nothing.");
  await deliverLater(transaction, row);
  return { row, isNew: true };
}
