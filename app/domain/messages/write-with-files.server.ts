import { and, eq } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { messages } from "#app/db/schema/index.ts";
import { attachFiles, holdFiles } from "#app/domain/files/attach-files.server.ts";
import { writeMessages, type Outcome, type PlannedMessage } from "./write-messages.server.ts";

/**
 * Writes one message in a transaction, and makes what was uploaded for it its files. A repetition finds the first message
 * and takes none; where one of the files is not to be had, it is refused and nothing is written.
 */
export async function writeWithFiles(message: PlannedMessage, transaction: Queryable): Promise<Outcome[]> {
  const { fileIds, authorId, clientId, channelId } = message;
  if (fileIds.length === 0) return writeMessages([message], transaction);
  // Before the channel is locked: whoever waits for a file must not hold up a channel.
  const files = await holdFiles(transaction, { ids: fileIds, uploaderId: authorId, channelId });
  if (files.length < fileIds.length) {
    // An earlier try may have taken them: then its message is found.
    const isWritten = and(eq(messages.authorId, authorId), eq(messages.clientId, clientId));
    const first = await transaction.query.messages.findFirst({ columns: { id: true }, where: isWritten });
    return first ? writeMessages([message], transaction) : [{ refusal: "no_file" }];
  }
  const outcomes = await writeMessages([{ ...message, files }], transaction);
  for (const outcome of outcomes)
    if ("row" in outcome && outcome.isNew) await attachFiles(transaction, outcome.row.id, files);
  return outcomes;
}
