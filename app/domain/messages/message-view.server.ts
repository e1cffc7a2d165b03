import type { messages } from "#app/db/schema/index.ts";
import type { MessageView } from "#app/shared/views.ts";

export type MessageRow = typeof messages.$inferSelect;

/** A message as every member sees it: nothing in it depends on who looks, so one encoding serves a whole room. */
export function toMessageView(row: MessageRow): MessageView {
  return {
    id: row.id,
    channelId: row.channelId,
    seq: row.seq,
    version: row.version,
    kind: row.kind,
    authorId: row.authorId,
    clientId: row.clientId,
    body: row.body,
    event: row.event,
    textNo: row.textNo,
    parentId: row.parentId,
    threadNo: row.threadNo,
    replyCount: row.replyCount,
    lastReplyAt: row.lastReplyAt?.toISOString() ?? null,
    quoteId: row.quoteId,
    forwarded: row.forwarded,
    mentions: row.mentions,
    mentionAll: row.mentionAll,
    files: row.files,
    reactions: row.reactions,
    pinnedAt: row.pinnedAt?.toISOString() ?? null,
    pinnedBy: row.pinnedBy,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}
