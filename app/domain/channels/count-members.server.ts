import { eq, sql } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";

/** Keeps a channel's number of members, in the transaction that changes them; counting 10,000 rows per page would not do. */
export async function changeMemberCount(
  database: Queryable,
  channelId: string,
  difference: number,
): Promise<void> {
  await database
    .update(channels)
    .set({ memberCount: sql`${channels.memberCount} + ${difference}` })
    .where(eq(channels.id, channelId));
}
