import { sql, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import type { Cursor } from "#app/domain/paging/cursor.server.ts";
import type { InboxItem } from "#app/shared/kept-views.ts";

export interface InboxEntry {
  kind: InboxItem["kind"];
  at: Date;
  /** Of the message or the reminder. */
  id: string;
  isUnread: boolean;
}

interface Question {
  userId: string;
  /** When the inbox was last looked at. */
  seenAt: Date;
  limit: number;
  /** Left out: from the newest. */
  before?: Cursor;
  onlyUnread?: boolean;
}

type Row = Record<"at" | "id", string> & Pick<InboxEntry, "kind" | "isUnread">;

/**
 * What was meant for somebody, newest first: messages that name them, replies in threads they follow, reminders that came.
 * Only of channels they are in now; nothing of their own, and nothing deleted.
 */
export async function selectInbox(question: Question): Promise<InboxEntry[]> {
  const rows = await db().execute<Row>(writeInboxQuery(question));
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/**
 * Each kind is read from an index of its own and cut to `limit` before they are put together: the cost grows with what
 * names people and with the threads one follows, not with the number of messages.
 */
export function writeInboxQuery(question: Question): SQL {
  const { userId, limit, before, onlyUnread = false } = question;
  const seenAt = question.seenAt.toISOString();
  /** What counts, of a moment and an id. */
  const fits = (at: string, id: string) => {
    const [time, key] = [sql.raw(at), sql.raw(id)];
    const isEarlier = before && sql`and (${time}, ${key}) < (${before.at}::timestamptz, ${before.id}::uuid)`;
    const isLater = onlyUnread ? sql`and ${time} > ${seenAt}::timestamptz` : undefined;
    return sql`${isEarlier} ${isLater}`;
  };
  const ofOthers = sql`n.author_id <> ${userId} and n.deleted_at is null ${fits("n.created_at", "n.id")}`;
  const isNamed = sql`n.mentions @> array[${userId}::uuid]`;
  const wasThere = sql`exists (
    select from here_mentions h where h.user_id = ${userId} and h.channel_id = n.channel_id and h.seq = n.seq)`;
  const newest = sql`order by n.created_at desc, n.id desc limit ${limit}`;
  const isUnread = sql`n.created_at > ${seenAt}::timestamptz`;
  return sql`
    with mine as materialized (select channel_id, joined_at from memberships where user_id = ${userId})
    (select 'mention' as kind, n.created_at as at, n.id, ${isUnread} as "isUnread"
      from messages n join mine m on m.channel_id = n.channel_id
      where n.mentions <> '{}' and ${isNamed} and ${ofOthers} ${newest})
    union all
    (select 'mention', n.created_at, n.id, ${isUnread}
      from mine m cross join lateral (
        select n.created_at, n.id from messages n
        where n.channel_id = m.channel_id and n.mention_all = 'channel' and not ${isNamed}
          and n.created_at >= m.joined_at and ${ofOthers}
        order by n.seq desc limit ${limit}) n ${newest})
    union all
    (select 'mention', n.created_at, n.id, ${isUnread}
      from here_mentions t join mine m on m.channel_id = t.channel_id
        join messages n on n.channel_id = t.channel_id and n.seq = t.seq
      where t.user_id = ${userId} and n.mention_all = 'here' and not ${isNamed} and ${ofOthers} ${newest})
    union all
    (select 'reply', n.created_at, n.id, ${isUnread} and n.seq > f.last_read_seq
      from thread_follows f join mine m on m.channel_id = f.channel_id cross join lateral (
        select n.created_at, n.id, n.seq from messages n
        where n.parent_id = f.root_id and not ${isNamed}
          and not (n.mention_all is not distinct from 'channel' and n.created_at >= m.joined_at)
          and not (n.mention_all is not distinct from 'here' and ${wasThere})
          and ${onlyUnread ? sql`n.seq > f.last_read_seq and` : undefined} ${ofOthers}
        order by n.seq desc limit ${limit}) n
      where f.user_id = ${userId} and f.follows ${newest})
    union all
    (select 'reminder', r.reminded_at, r.id, r.reminded_at > ${seenAt}::timestamptz
      from reminders r
      where r.user_id = ${userId} and r.reminded_at is not null and r.done_at is null
        ${fits("r.reminded_at", "r.id")}
      order by r.reminded_at desc, r.id desc limit ${limit})
    order by at desc, id desc limit ${limit}`;
}
