import { and, eq, getTableColumns, isNull, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { messages, timelines } from "#app/db/schema/index.ts";
import { announceToChannel } from "#app/domain/announcements/announce.server.ts";
import { CLEARED, removeTraces } from "./clear-message.server.ts";
import { inOrder } from "./in-order.server.ts";
import { toMessageView } from "./message-view.server.ts";

/** Messages that lose their text in one transaction: others wait as long for their turn in the channel. */
const BATCH = 200;

/**
 * Deletes every message of a person, as if they had deleted each: the rows and numbers stay, and clients catch up by the
 * channels' versions. What the system tells of them stays. Once more goes on where it broke off.
 */
export async function eraseMessagesOf(authorId: string): Promise<void> {
  const channels = await db()
    .selectDistinct({ id: messages.channelId })
    .from(messages)
    .where(isErasable(authorId));
  for (const { id } of channels) {
    let erased: number;
    do {
      erased = await inOrder(id, () => eraseBatch(authorId, id));
    } while (erased === BATCH);
  }
}

function isErasable(authorId: string) {
  return and(eq(messages.authorId, authorId), eq(messages.kind, "text"), isNull(messages.deletedAt));
}

async function eraseBatch(authorId: string, channelId: string): Promise<number> {
  const tombstones = await db().transaction(async (transaction) => {
    const ofChannel = eq(timelines.channelId, channelId);
    // The channel's turn first: only then is it certain which messages are left, and which versions are free.
    const [timeline] = await transaction.select().from(timelines).where(ofChannel).for("no key update");
    const version = timeline?.version ?? 0;
    const batch = transaction
      .select({ id: messages.id, place: sql`row_number() over (order by ${messages.seq})`.as("place") })
      .from(messages)
      .where(and(eq(messages.channelId, channelId), isErasable(authorId)))
      .orderBy(messages.seq)
      .limit(BATCH)
      .as("batch");
    const rows = await transaction
      .update(messages)
      .set({ ...CLEARED, version: sql`${version}::bigint + ${batch.place}` })
      .from(batch)
      .where(eq(messages.id, batch.id))
      .returning(getTableColumns(messages));
    await removeTraces(transaction, rows);
    await transaction
      .update(timelines)
      .set({ version: version + rows.length })
      .where(ofChannel);
    return rows.sort((a, b) => a.version - b.version);
  });
  for (const message of tombstones.map(toMessageView)) {
    announceToChannel(channelId, "message:updated", { message, version: message.version });
  }
  return tombstones.length;
}
