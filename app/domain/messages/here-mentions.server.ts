import { and, eq, inArray, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { channels, hereMentions, memberships } from "#app/db/schema/index.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import { announceInbox } from "#app/domain/inbox/count-inbox.server.ts";
import { selectChannelViews } from "#app/domain/channels/channel-view.server.ts";
import { findPresentUserIds } from "#app/domain/presence/presence.server.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { findMessage } from "./change-message.server.ts";

/** Rows written at once, and people told one after the other. */
const BATCH = 500;

/**
 * Writes down who was there when a message named everybody who is. A job of its own: they may be many, and sending is to
 * cost the same for all channels. Once more adds who has come since, and takes nobody away.
 */
export const hereMentionsJob = defineJob("messages.here", async ({ messageId }: { messageId: string }) => {
  const { channelId, seq, authorId, mentionAll } = await findMessage(messageId);
  if (mentionAll !== "here") return;
  const members = await db()
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(eq(memberships.channelId, channelId));
  const others = members.map(({ userId }) => userId).filter((userId) => userId !== authorId);
  const present = findPresentUserIds(others);
  for (let start = 0; start < present.length; start += BATCH)
    await mention(channelId, seq, present.slice(start, start + BATCH));
});

async function mention(channelId: string, seq: number, userIds: string[]): Promise<void> {
  const named = await db().transaction(async (transaction) => {
    const rows = await transaction
      .insert(hereMentions)
      .values(userIds.map((userId) => ({ channelId, seq, userId })))
      .onConflictDoNothing()
      .returning({ userId: hereMentions.userId });
    const ids = rows.map(({ userId }) => userId);
    const areNamed = and(eq(memberships.channelId, channelId), inArray(memberships.userId, ids));
    if (ids.length === 0) return [];
    // In the order in which a statement that sends for several of them takes them.
    await transaction
      .select()
      .from(memberships)
      .where(areNamed)
      .orderBy(memberships.userId)
      .for("no key update");
    await transaction
      .update(memberships)
      .set({ revision: sql`${memberships.revision} + 1` })
      .where(areNamed);
    return ids;
  });
  for (const userId of named) await tell(userId, channelId);
}

/** A device cannot know from the message whether its person was there. */
async function tell(userId: string, channelId: string): Promise<void> {
  const [channel] = await selectChannelViews(userId, eq(channels.id, channelId));
  if (!channel?.membership) return;
  announceToUser(userId, "membership:changed", { channelId, membership: channel.membership });
  await announceInbox({ userId });
}
