import { and, eq, gt, lt, max, sql } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { messageRevisions } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { requirePermission } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { PAGE_MAX } from "#app/shared/limits.ts";
import type { MessageView } from "#app/shared/views.ts";
import { changeMessage } from "./change-message.server.ts";
import { findMentionAll, findMentionedIds } from "./find-mentions.server.ts";
import { hereMentionsJob } from "./here-mentions.server.ts";
import type { MessageRow } from "./message-view.server.ts";
import type { EditMessageInput } from "./messages.schema.ts";
import { requireLiving, requireMember, requireText, requireWriting } from "./messages.policy.server.ts";

/**
 * Gives one's own message another text. What it said before is kept and shown to the members; who is named in it is found
 * anew. The same text again changes nothing. Throws `forbidden` for what others wrote, as `requireWriting`, `gone` for a
 * deleted message, `conflict` for one of the system, `rate_limited`.
 */
export async function editMessage(actor: Actor, { messageId, body }: EditMessageInput): Promise<MessageView> {
  await consumeLimit("edit by user", actor.userId);
  return changeMessage(actor, messageId, async ({ transaction, row, standing }) => {
    requireMember(standing);
    requirePermission(actor, "message.send");
    if (row.authorId !== actor.userId) throw new AppError("forbidden");
    requireText(row);
    requireWriting(actor, standing);
    requireLiving(row);
    if (row.body === body) return null;
    await keepRevision(transaction, row);
    const mentionAll = findMentionAll(actor, body);
    if (mentionAll === "here" && row.mentionAll !== "here")
      await hereMentionsJob.enqueue(transaction, { messageId });
    const mentions = await findMentionedIds(row.channelId, body, transaction);
    return { body, mentions, mentionAll, editedAt: sql`clock_timestamp()` };
  });
}

/** As many as one page shows: of more, the oldest go but for the first, which is what was sent. */
async function keepRevision(transaction: Queryable, { id, body, editedAt, createdAt }: MessageRow) {
  const ofMessage = eq(messageRevisions.messageId, id);
  const [newest] = await transaction
    .select({ number: max(messageRevisions.number) })
    .from(messageRevisions)
    .where(ofMessage);
  const number = (newest?.number ?? 0) + 1;
  await transaction
    .insert(messageRevisions)
    .values({ messageId: id, number, body, writtenAt: editedAt ?? createdAt });
  const { number: numbered } = messageRevisions;
  await transaction
    .delete(messageRevisions)
    .where(and(ofMessage, gt(numbered, 1), lt(numbered, number - PAGE_MAX + 2)));
}
