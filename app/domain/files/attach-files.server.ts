import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { files } from "#app/db/schema/index.ts";
import type { FileView } from "#app/shared/views.ts";
import { toFileView } from "./file-view.server.ts";

interface Wanted {
  ids: readonly string[];
  uploaderId: string;
  channelId: string;
}

/**
 * The files that a message is to have, in its order, held until the transaction ends so that no other message takes them.
 * Left out is whatever is not this person's, not for this channel, or sent already.
 */
export async function holdFiles(
  transaction: Queryable,
  { ids, uploaderId, channelId }: Wanted,
): Promise<FileView[]> {
  const rows = await transaction
    .select()
    .from(files)
    .where(
      and(
        inArray(files.id, [...ids]),
        eq(files.uploaderId, uploaderId),
        eq(files.channelId, channelId),
        isNull(files.messageId),
      ),
    )
    // Two messages that want the same ones wait for each other in one order.
    .orderBy(files.id)
    .for("update");
  const found = new Map(rows.map((row) => [row.id, toFileView(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Makes held files those of a message. */
export async function attachFiles(
  transaction: Queryable,
  messageId: string,
  held: readonly FileView[],
): Promise<void> {
  const ids = held.map(({ id }) => id);
  await transaction.update(files).set({ messageId }).where(inArray(files.id, ids));
}
