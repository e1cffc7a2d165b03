import { and, eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { savedMessages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { findMessage } from "#app/domain/messages/change-message.server.ts";
import { requireLiving } from "#app/domain/messages/messages.policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";

/**
 * Keeps a message for oneself; doing it again changes nothing. Throws as `requireMembership`, `not_found` where there is none, `gone` for a deleted one,
 * `rate_limited`.
 */
export async function saveMessage(actor: Actor, messageId: string): Promise<void> {
  await consumeLimit("write by user", actor.userId);
  const message = await findMessage(messageId);
  await requireMembership(actor, message.channelId);
  requireLiving(message);
  const saved = await db()
    .insert(savedMessages)
    .values({ userId: actor.userId, messageId })
    .onConflictDoNothing()
    .returning({ messageId: savedMessages.messageId });
  if (saved.length > 0) announceToUser(actor.userId, "saved:changed", { messageId, isSaved: true });
}

/** Keeps it no longer, whether it can still be seen or not. Throws `rate_limited`. */
export async function unsaveMessage(actor: Actor, messageId: string): Promise<void> {
  await consumeLimit("write by user", actor.userId);
  const removed = await db()
    .delete(savedMessages)
    .where(and(eq(savedMessages.userId, actor.userId), eq(savedMessages.messageId, messageId)))
    .returning({ messageId: savedMessages.messageId });
  if (removed.length > 0) announceToUser(actor.userId, "saved:changed", { messageId, isSaved: false });
}

/** Forgets what an account kept. */
export async function removeSavedOf(transaction: Queryable, userId: string): Promise<void> {
  await transaction.delete(savedMessages).where(eq(savedMessages.userId, userId));
}
