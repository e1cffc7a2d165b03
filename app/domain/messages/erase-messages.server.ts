import { and, eq, getTableColumns, isNull, sql, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { messages, timelines } from "#app/db/schema/index.ts";
import { announceToChannel } from "#app/domain/announcements/announce.server.ts";
import { CLEARED, removeTraces } from "./clear-message.server.ts";
import { inOrder } from "./in-order.server.ts";
import { toMessageView } from "./message-view.server.ts";

/** Messages that lose their text in one transaction: others wait as long for their turn in the channel. */
const BATCH = 200;

/** Which messages are changed, and what is left of them. None of them is among those that are found afterwards. */
interface Erasure {
  found: SQL | undefined;
  left: Partial<Record<keyof typeof CLEARED, SQL>> | typeof CLEARED;
}

/**
 * Deletes every message of a person, as if they had deleted each: the rows and numbers stay, and clients catch up by the
 * channels' versions. What others have passed on loses their words as well. What the system tells of them stays. Once more
 * goes on where it broke off.
 */
export async function eraseMessagesOf(authorId: string): Promise<void> {
  const isOwn = and(eq(messages.authorId, authorId), eq(messages.kind, "text"), isNull(messages.deletedAt));
  await erase({ found: isOwn, left: CLEARED });
  const copy = messages.forwarded;
  const isCopy = sql`${copy} ->> 'authorId' = ${authorId} and ${copy} ->> 'body' <> ''`;
  await erase({ found: isCopy, left: { forwarded: sql`jsonb_set(${copy}, '{body}', '""')` } });
}

async function erase(erasure: Erasure): Promise<void> {
  const channels = await db().selectDistinct({ id: messages.channelId }).from(messages).where(erasure.found);
  for (const { id } of channels) {
    let erased: number;
    do {
      erased = await inOrder(id, () => eraseBatch(id, erasure));
    } while (erased === BATCH);
  }
}

async function eraseBatch(channelId: string, { found, left }: Erasure): Promise<number> {
  const tombstones = await db().transaction(async (transaction) => {
    const ofChannel = eq(timelines.channelId, channelId);
    // The channel's turn first: only then is it certain which messages are left, and which versions are free.
    const [timeline] = await transaction.select().from(timelines).where(ofChannel).for("no key update");
    const version = timeline?.version ?? 0;
    const batch = transaction
      .select({ id: messages.id, place: sql`row_number() over (order by ${messages.seq})`.as("place") })
      .from(messages)
      .where(and(eq(messages.channelId, channelId), found))
      .orderBy(messages.seq)
      .limit(BATCH)
      .as("batch");
    const rows = await transaction
      .update(messages)
      .set({ ...left, version: sql`${version}::bigint + ${batch.place}` })
      .from(batch)
      .where(eq(messages.id, batch.id))
      .returning(getTableColumns(messages));
    if (left === CLEARED) await removeTraces(transaction, rows);
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
