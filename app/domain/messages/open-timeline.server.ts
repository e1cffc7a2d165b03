import type { Queryable } from "#app/db/client.server.ts";
import { timelines } from "#app/db/schema/index.ts";

/** Starts a new channel's numbering at zero, in the transaction that creates the channel. */
export async function openTimeline(database: Queryable, channelId: string): Promise<void> {
  await database.insert(timelines).values({ channelId });
}
