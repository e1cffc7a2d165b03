import { and, asc, between, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { messages, timelines } from "#app/db/schema/index.ts";
import { PAGE_SIZE } from "#app/shared/limits.ts";
import type { MessageView } from "#app/shared/views.ts";
import { toMessageView } from "./message-view.server.ts";
import { keepNewestPage, recallNewestPage } from "./newest-page.server.ts";

type Timeline = typeof timelines.$inferSelect;
interface Range {
  from: number;
  to: number;
}

/**
 * The messages with these numbers, ascending. `timeline` is to have been read just before: the newest page, which is read
 * most of all, comes from what the processes share where that is of the same version.
 */
export async function readRange(timeline: Timeline, range: Range): Promise<MessageView[]> {
  const { channelId, lastSeq } = timeline;
  const newest = { from: Math.max(1, lastSeq - PAGE_SIZE + 1), to: lastSeq };
  if (lastSeq === 0 || range.to < lastSeq || range.from < newest.from) return readRows(channelId, range);
  let page = await recallNewestPage(timeline);
  if (!page) {
    page = await readRows(channelId, newest);
    keepNewestPage(timeline, page);
  }
  return page.filter(({ seq }) => seq >= range.from && seq <= range.to);
}

/** The newest messages of a channel, at most `limit` of them, and the version at which they are. */
export async function readNewest(
  channelId: string,
  limit: number,
): Promise<{ messages: MessageView[]; version: number; hasOlder: boolean }> {
  const timeline = await db().query.timelines.findFirst({ where: eq(timelines.channelId, channelId) });
  if (!timeline) return { messages: [], version: 0, hasOlder: false };
  const range = { from: Math.max(1, timeline.lastSeq - limit + 1), to: timeline.lastSeq };
  const { version } = timeline;
  return { messages: await readRange(timeline, range), version, hasOlder: range.from > 1 };
}

async function readRows(channelId: string, { from, to }: Range): Promise<MessageView[]> {
  const rows = await db()
    .select()
    .from(messages)
    .where(and(eq(messages.channelId, channelId), between(messages.seq, from, to)))
    .orderBy(asc(messages.seq));
  return rows.map(toMessageView);
}
