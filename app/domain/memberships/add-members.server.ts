import { and, eq, isNotNull } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { channels, memberships, timelines } from "#app/db/schema/index.ts";
import { admitToChannel, announceToUser } from "#app/domain/announcements/announce.server.ts";
import { selectChannelViews } from "#app/domain/channels/channel-view.server.ts";
import { changeMemberCount } from "#app/domain/channels/count-members.server.ts";
import type { ChannelRole } from "#app/shared/views.ts";

/**
 * Adds people in the caller's transaction; who is in already stays as they are. What was written before one came counts
 * as read. Returns the ids that were added.
 */
export async function addMembers(
  database: Queryable,
  channelId: string,
  people: { userId: string; role: ChannelRole }[],
): Promise<string[]> {
  const timeline = await database.query.timelines.findFirst({ where: eq(timelines.channelId, channelId) });
  const lastSeq = timeline?.lastSeq ?? 0;
  const added = await database
    .insert(memberships)
    .values(
      people.map((person) => ({ channelId, ...person, lastReadSeq: lastSeq, lastDeliveredSeq: lastSeq })),
    )
    .onConflictDoNothing()
    .returning({ userId: memberships.userId });
  if (added.length > 0) await changeMemberCount(database, channelId, added.length);
  return added.map((row) => row.userId);
}

/** After commit: their connections hear the channel from now on, and each person gets it as they see it. */
export async function announceJoined(channelId: string, userIds: string[]): Promise<void> {
  for (const userId of userIds) {
    admitToChannel(userId, channelId);
    const [channel] = await selectChannelViews(
      userId,
      and(eq(channels.id, channelId), isNotNull(memberships.userId)),
    );
    if (channel) announceToUser(userId, "channel:joined", { channel });
  }
}
