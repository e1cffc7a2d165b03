import type { Actor } from "#app/domain/actor.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { isBlank } from "#app/shared/text.ts";
import type { ForwardedView, MessageView } from "#app/shared/views.ts";
import { findMessage } from "./change-message.server.ts";
import { requireLiving, requireText } from "./messages.policy.server.ts";
import type { ForwardMessageInput } from "./messages.schema.ts";
import { sendMessage } from "./send-message.server.ts";

/**
 * Sends a copy of a message to another conversation, with what one says about it. Of a forwarded message the first is
 * passed on, under its author's name. Its files stay where they are: only the text is copied. Throws as `requireMembership` for where it comes from, `gone` for a deleted message,
 * `conflict` for one of the system and for one that has only files, and as `sendMessage` for where it goes.
 */
export async function forwardMessage(
  actor: Actor,
  { messageId, channelId, clientId, body }: ForwardMessageInput,
): Promise<{ message: MessageView; isNew: boolean }> {
  const source = await findMessage(messageId);
  const { kind } = await requireMembership(actor, source.channelId);
  requireText(source);
  requireLiving(source);
  if (source.files.length > 0 && isBlank(source.body))
    throw new AppError("conflict", { key: "errors.files_not_forwarded" });
  const copy: ForwardedView = {
    authorId: source.authorId,
    body: source.body,
    createdAt: source.createdAt.toISOString(),
    // Where else somebody writes is told of places that everybody knows.
    channelId: kind === "public" ? source.channelId : null,
  };
  return sendMessage(actor, { channelId, clientId, body }, { forwarded: source.forwarded ?? copy });
}
