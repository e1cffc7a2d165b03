import type { Actor } from "#app/domain/actor.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import type { MessageView } from "#app/shared/views.ts";
import { findMessage } from "./change-message.server.ts";
import { toMessageView } from "./message-view.server.ts";

/** One message of a conversation one is in. Throws as `requireMembership`, `not_found` where there is none. */
export async function getMessage(actor: Actor, messageId: string): Promise<MessageView> {
  const row = await findMessage(messageId);
  await requireMembership(actor, row.channelId);
  return toMessageView(row);
}
