import { and, eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { messages, scheduledMessages } from "#app/db/schema/index.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import { inOrder } from "#app/domain/messages/in-order.server.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { findActorOf } from "#app/domain/sessions/find-actor-of.server.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { AppError, type ErrorCode } from "#app/shared/errors.ts";
import type { ScheduledRow } from "./scheduled-view.server.ts";

interface Delivery {
  scheduledId: string;
  /** For which time it was asked: if the row has another by now, another job is for that. */
  sendAt: string;
}

/** What will be over in a while, so that the job is tried again. */
const PASSING: readonly ErrorCode[] = ["rate_limited", "unavailable", "internal"];

// Eleven runs in hours: a limit that was reached, or a database that was away, is no reason to give up.
const deliveryJob = defineJob<Delivery>("messages.send-scheduled", deliverScheduled, { retryLimit: 10 });

/** In the transaction that writes the row's time. */
export async function deliverLater(transaction: Queryable, row: ScheduledRow): Promise<void> {
  const delivery = { scheduledId: row.id, sendAt: row.sendAt.toISOString() };
  await deliveryJob.enqueue(transaction, delivery, { startAfter: row.sendAt });
}

/**
 * Sends a scheduled message as if its author did it now, and removes its row; or writes down why that was not possible.
 * However often it runs, and wherever it broke off, the message is sent once. Rethrows what may pass.
 */
export async function deliverScheduled({ scheduledId, sendAt }: Delivery): Promise<void> {
  // One at a time: the row's transaction holds a connection while the message needs another one.
  const userId = await inOrder("scheduled messages", () =>
    db().transaction(async (transaction) => {
      const isIt = eq(scheduledMessages.id, scheduledId);
      // Whoever wants to change or cancel it waits, and then finds it sent.
      const [row] = await transaction.select().from(scheduledMessages).where(isIt).for("update");
      if (!row || row.failure !== null || row.sendAt.toISOString() !== sendAt) return undefined;
      const failure = await send(row);
      if (failure) await transaction.update(scheduledMessages).set({ failure }).where(isIt);
      else await transaction.delete(scheduledMessages).where(isIt);
      return row.userId;
    }),
  );
  if (userId) announceToUser(userId, "scheduled:changed", { scheduledId });
}

/** Why it cannot be sent; null when it was. */
async function send(row: ScheduledRow): Promise<ErrorCode | null> {
  const { userId, channelId, parentId, quoteId, clientId, body } = row;
  // Asked first: its author may have left since an earlier run sent it.
  const sent = await db().query.messages.findFirst({
    columns: { channelId: true },
    where: and(eq(messages.authorId, userId), eq(messages.clientId, clientId)),
  });
  if (sent) return sent.channelId === channelId ? null : "conflict";
  const actor = await findActorOf(userId);
  if (!actor) return "forbidden";
  try {
    await sendMessage(actor, { channelId, parentId, quoteId, clientId, body }, { keepsUnread: true });
    return null;
  } catch (error) {
    if (error instanceof AppError && !PASSING.includes(error.code)) return error.code;
    throw error;
  }
}
