import type { Actor } from "#app/domain/actor.ts";
import { findStanding, requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { can, requirePermission } from "#app/domain/policy/policy.server.ts";
import { announceFollow } from "#app/domain/threads/thread-follow.server.ts";
import { endTyping } from "#app/domain/typing/typing.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import type { ForwardedView, MessageView } from "#app/shared/views.ts";
import { findMentionNames } from "./mention-names.ts";
import { toMessageView } from "./message-view.server.ts";
import type { SendMessageInput } from "./messages.schema.ts";
import { canWriteAnywhere, findSendLimit, requireWriting } from "./messages.policy.server.ts";
import { writeInTurn } from "./send-queue.server.ts";
import type { PlannedMessage, Refusal } from "./write-messages.server.ts";

interface SendOptions {
  /** For what was written earlier and is sent now: unless the author had read everything, it stays unread. */
  keepsUnread?: boolean;
  /** The message that is passed on. */
  forwarded?: ForwardedView;
}

/**
 * Sends a message: authorises, writes, and after the commit tells the members. Every door calls this.
 *
 * Sending the same `clientId` again returns the first message with `isNew: false` and tells nobody a second time.
 * Throws `forbidden` without message.send and where only those who keep order write, `not_found` or `forbidden` as
 * `requireMembership`, `not_found` for files that are not the actor's to send there, `gone` for an archived channel and a deleted quote, `invalid_input` for a quote or a thread of
 * another channel, `conflict` when the `clientId` belongs to a message in another channel, `rate_limited`.
 */
export async function sendMessage(
  actor: Actor,
  input: SendMessageInput,
  options: SendOptions = {},
): Promise<{ message: MessageView; isNew: boolean }> {
  requirePermission(actor, "message.send");
  // What was scheduled was counted when it was written.
  if (!options.keepsUnread) await consumeLimit(findSendLimit(actor), actor.userId);
  const outcome = await writeInTurn(planMessage(actor, input, options));
  if ("refusal" in outcome) return refuse(actor, input.channelId, outcome.refusal);
  const { row, isNew } = outcome;
  if (row.channelId !== input.channelId) throw new AppError("conflict", { key: "errors.client_id_used" });
  if (isNew && !options.keepsUnread) endTyping(actor.userId, row.channelId);
  // It may have begun to follow a thread of which nothing was read.
  const { channelId, parentId } = row;
  if (isNew && options.keepsUnread && parentId)
    await announceFollow({ id: parentId, channelId }, actor.userId);
  return { message: toMessageView(row), isNew };
}

function planMessage(
  actor: Actor,
  { channelId, clientId, body, parentId = null, quoteId = null, fileIds = [] }: SendMessageInput,
  { keepsUnread = false, forwarded }: SendOptions,
): PlannedMessage {
  const { names, all } = findMentionNames(body);
  return {
    channelId,
    authorId: actor.userId,
    clientId,
    body,
    parentId,
    quoteId,
    names,
    mentionAll: can(actor, "message.mention.all") ? all : null,
    forwarded: forwarded ?? null,
    fileIds,
    writesAnywhere: canWriteAnywhere(actor),
    keepsUnread,
  };
}

/** Nothing was written: says why. */
async function refuse(actor: Actor, channelId: string, refusal: Refusal): Promise<never> {
  switch (refusal) {
    case "outside":
      await requireMembership(actor, channelId);
      // A membership that came between the write and this look: the caller may simply try again.
      throw new AppError("unavailable");
    case "archived":
      throw new AppError("gone", { key: "errors.channel_archived" });
    case "read_only":
      throw new AppError("forbidden", { key: "errors.channel_read_only" });
    case "dead_quote":
      throw new AppError("gone", { key: "errors.message_deleted" });
    case "no_file":
      // Whoever may not write there at all hears that first.
      requireWriting(actor, await findStanding(actor, channelId));
      throw new AppError("not_found", { key: "errors.file_not_found" });
    case "no_parent":
      throw invalidField("parentId", "invalid");
    case "no_quote":
      throw invalidField("quoteId", "invalid");
  }
}
