import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireRight } from "#app/domain/memberships/membership.policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { MessageView } from "#app/shared/views.ts";
import { changeMessage } from "./change-message.server.ts";
import { CLEARED, removeTraces } from "./clear-message.server.ts";
import { requireText } from "./messages.policy.server.ts";

/**
 * Takes away all that a message held, for who wrote it and for who keeps order; its number stays, and its version rises
 * like that of any change. Doing it again changes nothing. Throws `not_found` and `forbidden`, `conflict` for one of the
 * system, `rate_limited`.
 */
export async function deleteMessage(actor: Actor, messageId: string): Promise<MessageView> {
  await consumeLimit("edit by user", actor.userId);
  return changeMessage(actor, messageId, async ({ transaction, row, standing }) => {
    const { channelId, authorId } = row;
    const isOwn = authorId === actor.userId && standing.role !== null;
    const by = isOwn ? "author" : requireRight(actor, standing, "delete_message");
    requireText(row);
    if (row.deletedAt) return null;
    await removeTraces(transaction, [row]);
    if (by === "permission") {
      await recordAudit(transaction, actor, {
        action: "message.delete",
        target: { type: "message", id: messageId },
        details: { channelId, authorId },
      });
    }
    return CLEARED;
  });
}
