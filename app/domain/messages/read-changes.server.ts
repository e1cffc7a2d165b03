import { and, eq, gt, lte } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { messages, timelines } from "#app/db/schema/index.ts";
import type { ChangesPage } from "#app/shared/views.ts";
import { toMessageView } from "./message-view.server.ts";
import type { ChangesInput } from "./messages.schema.ts";

/**
 * Messages that changed after a version, each as it is now, in the order of versions; without what they refer to. For
 * callers who know that it may be read.
 */
export async function readChanges(
  channelId: string,
  { after, limit }: ChangesInput,
): Promise<Pick<ChangesPage, "messages" | "version" | "more">> {
  const timeline = await db().query.timelines.findFirst({ where: eq(timelines.channelId, channelId) });
  const version = timeline?.version ?? 0;
  const rows = await db()
    .select()
    .from(messages)
    // Not beyond the version read above: the answer must not claim more than it holds.
    .where(
      and(eq(messages.channelId, channelId), gt(messages.version, after), lte(messages.version, version)),
    )
    .orderBy(messages.version)
    .limit(limit + 1);
  const page = rows.slice(0, limit).map(toMessageView);
  const more = rows.length > limit;
  return { messages: page, version: more ? page.at(-1)!.version : version, more };
}
