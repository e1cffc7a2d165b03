import { and, eq, sql, type SQL } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { channels, memberships, timelines } from "#app/db/schema/index.ts";
import type { ChannelView, MembershipView } from "#app/shared/views.ts";

/** Ids of everybody in a direct conversation; null for channels, whose list may be long. */
const directMembers = sql<string[] | null>`case when ${channels.kind} = 'direct' then
  (select array_agg(m.user_id order by m.user_id) from memberships m where m.channel_id = ${channels.id}) end`;

/** Channels as the person sees them, in the order of their names. The caller's condition decides which. */
export async function selectChannelViews(
  userId: string,
  condition: SQL | undefined,
  database: Queryable = db(),
): Promise<ChannelView[]> {
  const rows = await database
    .select({ channel: channels, timeline: timelines, membership: memberships, members: directMembers })
    .from(channels)
    .innerJoin(timelines, eq(timelines.channelId, channels.id))
    .leftJoin(memberships, and(eq(memberships.channelId, channels.id), eq(memberships.userId, userId)))
    .where(condition)
    .orderBy(sql`lower(${channels.name})`, channels.id);
  return rows.map(({ channel, timeline, membership, members }) => ({
    id: channel.id,
    kind: channel.kind,
    name: channel.name,
    topic: channel.topic,
    memberCount: channel.memberCount,
    lastSeq: timeline.lastSeq,
    version: timeline.version,
    createdAt: channel.createdAt.toISOString(),
    archivedAt: channel.archivedAt?.toISOString() ?? null,
    membership: membership && toMembershipView(membership, timeline.lastSeq),
    ...(members && { members }),
  }));
}

function toMembershipView(row: typeof memberships.$inferSelect, lastSeq: number): MembershipView {
  return {
    role: row.role,
    lastReadSeq: row.lastReadSeq,
    lastDeliveredSeq: row.lastDeliveredSeq,
    unread: Math.max(0, lastSeq - row.lastReadSeq),
    mentions: 0,
    muted: row.muted,
    joinedAt: row.joinedAt.toISOString(),
  };
}
