import { and, eq, inArray, sql } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { hereMentions, messageRevisions } from "#app/db/schema/index.ts";
import { removeFilesOfMessages } from "#app/domain/files/remove-files.server.ts";
import type { MessageRow } from "./message-view.server.ts";

/** What is left of a message that is deleted: its number, its author, and its place in a thread. */
export const CLEARED = {
  body: "",
  quoteId: null,
  forwarded: null,
  mentions: [],
  mentionAll: null,
  files: [],
  reactions: [],
  pinnedAt: null,
  pinnedBy: null,
  editedAt: null,
  deletedAt: sql`clock_timestamp()`,
};

/** Takes away what is kept of messages of one channel outside of their rows. */
export async function removeTraces(
  transaction: Queryable,
  rows: Pick<MessageRow, "id" | "channelId" | "seq">[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const ids = rows.map(({ id }) => id);
  const seqs = rows.map(({ seq }) => seq);
  await removeFilesOfMessages(transaction, ids);
  await transaction.delete(messageRevisions).where(inArray(messageRevisions.messageId, ids));
  await transaction
    .delete(hereMentions)
    .where(and(eq(hereMentions.channelId, first.channelId), inArray(hereMentions.seq, seqs)));
}
