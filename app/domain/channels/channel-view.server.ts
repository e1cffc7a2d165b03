import { and, eq, sql, type SQL } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { channels, memberships, timelines } from "#app/db/schema/index.ts";
import { MENTION_SEQS_MAX } from "#app/shared/limits.ts";
import type { ChannelView, MembershipView } from "#app/shared/views.ts";

/** Ids of everybody in a direct conversation; null for channels, whose list may be long. */
const directMembers = sql<string[] | null>`case when ${channels.kind} = 'direct' then
  (select array_agg(m.user_id order by m.user_id) from memberships m where m.channel_id = ${channels.id}) end`;

/**
 * Numbers of the unread messages that name the reader of a membership, ascending; null outside. The newest are enough: a
 * badge says no more than that there are many.
 */
const mentionSeqs = sql<number[] | null>`case when ${memberships.userId} is not null then array(
  select seq from (
    select n.seq from messages n
    where n.channel_id = ${memberships.channelId} and n.seq > ${memberships.lastReadSeq} and n.author_id <> ${memberships.userId}
      and (n.mentions <> '{}' or n.mention_all is not null)
      and (${memberships.userId} = any(n.mentions) or n.mention_all = 'channel' or n.mention_all = 'here' and exists (
        select from here_mentions h
        where h.user_id = ${memberships.userId} and h.channel_id = n.channel_id and h.seq = n.seq))
    order by n.seq desc limit ${MENTION_SEQS_MAX}
  ) naming order by seq) end`.mapWith((seqs: (string | number)[] | null) => seqs?.map(Number) ?? null);

/** Channels as the person sees them, in the order of their names. The caller's condition decides which. */
export async function selectChannelViews(
  userId: string,
  condition: SQL | undefined,
  database: Queryable = db(),
): Promise<ChannelView[]> {
  const rows = await database
    .select({
      channel: channels,
      timeline: timelines,
      membership: memberships,
      members: directMembers,
      mentionSeqs,
    })
    .from(channels)
    .innerJoin(timelines, eq(timelines.channelId, channels.id))
    .leftJoin(memberships, and(eq(memberships.channelId, channels.id), eq(memberships.userId, userId)))
    .where(condition)
    .orderBy(sql`lower(${channels.name})`, channels.id);
  return rows.map(({ channel, timeline, membership, members, mentionSeqs }) => ({
    id: channel.id,
    kind: channel.kind,
    name: channel.name,
    topic: channel.topic,
    description: channel.description,
    isReadOnly: channel.isReadOnly,
    memberCount: channel.memberCount,
    lastSeq: timeline.lastSeq,
    lastTextNo: timeline.lastTextNo,
    version: timeline.version,
    createdAt: channel.createdAt.toISOString(),
    archivedAt: channel.archivedAt?.toISOString() ?? null,
    membership: membership && toMembershipView(membership, timeline.lastTextNo, mentionSeqs ?? []),
    ...(members && { members }),
  }));
}

/** `lastTextNo` and `mentionSeqs` are of the channel: how many texts it has, and which unread ones name the person. */
function toMembershipView(
  row: typeof memberships.$inferSelect,
  lastTextNo: number,
  mentionSeqs: number[],
): MembershipView {
  return {
    role: row.role,
    lastReadSeq: row.lastReadSeq,
    lastDeliveredSeq: row.lastDeliveredSeq,
    unread: Math.max(0, lastTextNo - row.lastReadTextNo),
    mentions: mentionSeqs.length,
    mentionSeqs,
    readTextNo: row.lastReadTextNo,
    muted: row.muted,
    starred: row.starred,
    notifyLevel: row.notifyLevel,
    hiddenSeq: row.hiddenSeq,
    revision: row.revision,
    joinedAt: row.joinedAt.toISOString(),
  };
}
