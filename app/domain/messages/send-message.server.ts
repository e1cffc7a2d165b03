import { and, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { isUniqueViolation } from "#app/platform/postgres/errors.server.ts";
import { messages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToChannel } from "#app/domain/announcements/announce.server.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { requirePermission } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import type { MessageView } from "#app/shared/views.ts";
import { inOrder } from "./in-order.server.ts";
import { insertMessage, type WrittenMessage } from "./insert-message.server.ts";
import { toMessageView } from "./message-view.server.ts";
import type { SendMessageInput } from "./messages.schema.ts";

/**
 * Sends whose write failed: the commit may have happened before the connection broke. If the retry finds the message, its
 * members have not heard of it yet.
 */
const inDoubt = singleton("sends in doubt", () => new Set<string>());
const DOUBTS_MAX = 10_000;

/**
 * Sends a message: authorises, writes, and after the commit tells the members. Every door calls this.
 *
 * Sending the same `clientId` again returns the first message with `isNew: false` and tells nobody a second time.
 * Throws `forbidden` without message.send, `not_found` or `forbidden` as `requireMembership`, `gone` for an archived channel, `invalid_input`,
 * `conflict` when the `clientId` belongs to a message in another channel, `rate_limited`.
 */
export async function sendMessage(
  actor: Actor,
  input: SendMessageInput,
): Promise<{ message: MessageView; isNew: boolean }> {
  requirePermission(actor, "message.send");
  await consumeLimit("write by user", actor.userId);
  if (input.parentId) await requireParent(actor, input.channelId, input.parentId);
  return inOrder(input.channelId, () => writeAndAnnounce(actor, input));
}

async function writeAndAnnounce(actor: Actor, input: SendMessageInput) {
  const key = `${actor.userId} ${input.clientId}`;
  const written = await writeOnce(actor, input, key);
  if (!written) return refuse(actor, input);
  if (written.row.channelId !== input.channelId)
    throw new AppError("conflict", { key: "errors.client_id_used" });
  const message = toMessageView(written.row);
  if (written.isNew || inDoubt.has(key)) {
    announceToChannel(message.channelId, "message:created", { message, version: message.version });
  }
  inDoubt.delete(key);
  return { message, isNew: written.isNew };
}

async function writeOnce(
  actor: Actor,
  input: SendMessageInput,
  key: string,
): Promise<WrittenMessage | undefined> {
  try {
    return await insertMessage(actor.userId, input);
  } catch (error) {
    // The same message came through twice at once and the other one won: now it is there to be found.
    if (isUniqueViolation(error, "messages_client_key")) return insertMessage(actor.userId, input);
    if (inDoubt.size >= DOUBTS_MAX) inDoubt.clear();
    inDoubt.add(key);
    throw error;
  }
}

/** Nothing was written: finds out why, and says so. */
async function refuse(actor: Actor, input: SendMessageInput): Promise<never> {
  const { archivedAt } = await requireMembership(actor, input.channelId);
  if (archivedAt) throw new AppError("gone", { key: "errors.channel_archived" });
  // A membership that came between the write and this look: the caller may simply try again.
  throw new AppError("unavailable");
}

async function requireParent(actor: Actor, channelId: string, parentId: string): Promise<void> {
  await requireMembership(actor, channelId);
  const parent = await db().query.messages.findFirst({
    columns: { id: true },
    where: and(eq(messages.id, parentId), eq(messages.channelId, channelId)),
  });
  if (!parent) throw invalidField("parentId", "invalid");
}
