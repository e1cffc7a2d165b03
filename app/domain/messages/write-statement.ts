import { MENTIONS_MAX } from "#app/shared/limits.ts";

/** The statement of `writeMessages`: its one parameter, JSON text, goes between the two parts. */
export const HEAD = "with input as (select * from json_to_recordset(";

export const TAIL = `::json) as i (
    format int, place int, id uuid, channel_id uuid, author_id uuid, client_id uuid, body text, parent_id uuid,
    quote_id uuid, names text[], mention_all text, forwarded jsonb, files jsonb, writes_anywhere boolean, keeps_unread boolean)
  -- Always true. Without a comparison the planner expects a hundred rows, and may read whole tables to find a few.
  where i.format = 1
), standing as (
  select i.*, c.member_count, m.seen_seq, m.last_read_text_no, case when c.archived_at is not null then 'archived'
    when c.is_read_only and m.role = 'member' and not i.writes_anywhere then 'read_only' end as obstacle
  from input i join channels c on c.id = i.channel_id
    join memberships m on m.channel_id = i.channel_id and m.user_id = i.author_id
  order by i.channel_id, i.author_id
  for no key update of c, m
), repeated as (
  select s.place, s.keeps_unread, e.* from standing s join messages e on e.author_id = s.author_id and e.client_id = s.client_id
), checked as (
  select s.*, coalesce(p.parent_id, p.id) as root_id, case when s.obstacle is not null then s.obstacle
    when s.parent_id is not null and p.id is null then 'no_parent'
    when s.quote_id is not null and q.id is null then 'no_quote'
    when q.deleted_at is not null then 'dead_quote' end as refusal
  from standing s left join messages p on p.id = s.parent_id and p.channel_id = s.channel_id
    left join messages q on q.id = s.quote_id and q.channel_id = s.channel_id
  where not exists (select from repeated where repeated.place = s.place)
), fresh as (
  select c.*, row_number() over (partition by channel_id order by place) as step,
    case when root_id is not null then row_number() over (partition by root_id order by place) end as reply_step
  from checked c where refusal is null
), numbered as (
  update timelines t set last_seq = t.last_seq + f.count, version = t.version + f.count,
    last_text_no = t.last_text_no + f.count
  from (select channel_id, count(*) from fresh group by channel_id) f where t.channel_id = f.channel_id
  -- The clock, not the statement's start: it is read after the wait for the channel, so time rises with seq.
  returning t.channel_id, t.last_seq - f.count as seq, t.version - f.count as version,
    t.last_text_no - f.count as text_no, clock_timestamp() as at
), roots as (
  update messages r set reply_count = r.reply_count + f.count, last_reply_at = f.at
  from (select root_id, count(*), max(at) as at from fresh join numbered using (channel_id)
    where root_id is not null group by root_id) f
  where r.id = f.root_id
  returning r.id, r.author_id, r.reply_count - f.count as replies
), named as (
  select f.place, array_agg(u.id order by n.rank) as ids
  from fresh f cross join lateral unnest(f.names) with ordinality n (name, rank)
    cross join lateral (select id from users join memberships m on m.channel_id = f.channel_id and m.user_id = users.id
      where lower(username) = n.name limit 1) u
  group by f.place
), inserted as (
  insert into messages (id, channel_id, seq, version, text_no, author_id, client_id, body, parent_id, thread_no,
    quote_id, forwarded, files, mentions, mention_all, created_at)
  select f.id, f.channel_id, n.seq + step, n.version + step, n.text_no + step, f.author_id, client_id, body, root_id,
    r.replies + reply_step, quote_id, forwarded, coalesce(f.files, '[]'), coalesce(named.ids[1:${MENTIONS_MAX}], '{}'), mention_all, n.at
  from fresh f join numbered n using (channel_id) left join roots r on r.id = f.root_id left join named using (place)
  returning *
), written as (
  select f.place, f.keeps_unread, i.* from inserted i join fresh f using (id)
), read as (
  -- Writing in a conversation reads it: one's own message is never unread.
  update memberships m set last_read_seq = w.seq, last_read_text_no = w.text_no,
    seen_seq = greatest(m.seen_seq, w.seq), last_delivered_seq = greatest(m.last_delivered_seq, w.seq),
    revision = m.revision + 1
  from (select channel_id, author_id, max(seq) as seq, max(text_no) as text_no, bool_or(keeps_unread) as keeps_unread
    from written group by channel_id, author_id) w
  where m.channel_id = w.channel_id and m.user_id = w.author_id and m.last_read_seq < w.seq
    and (not w.keeps_unread or m.last_read_text_no >= w.text_no - 1)
), replying as (
  insert into thread_follows (root_id, user_id, channel_id, last_read_seq)
  select parent_id, author_id, channel_id, max(case when keeps_unread then 0 else seq end)
  from written where parent_id is not null group by parent_id, author_id, channel_id
  on conflict (root_id, user_id) do update
    set last_read_seq = greatest(thread_follows.last_read_seq, excluded.last_read_seq)
  -- No transaction has replaced a row that was not there before.
  returning root_id, user_id, last_read_seq, xmax = 0 as is_new
), addressed as (
  -- Who began the thread and who is named in it, unless they wrote in it themselves.
  insert into thread_follows (root_id, user_id, channel_id, last_read_seq)
  select w.parent_id, a.user_id, w.channel_id, min(w.seq) - 1
  from written w join roots r on r.id = w.parent_id
    cross join lateral (select r.author_id as user_id union select unnest(w.mentions)) a
  where not exists (select from written o where o.parent_id = w.parent_id and o.author_id = a.user_id)
  group by w.parent_id, a.user_id, w.channel_id
  on conflict do nothing
  returning root_id, user_id, last_read_seq
), begun as (
  select root_id, json_agg(json_build_object('userId', user_id, 'lastReadSeq', last_read_seq)) as follows
  from (select root_id, user_id, last_read_seq from replying where is_new union all select * from addressed) b
  group by root_id
), found as (
  select *, false as is_new from repeated union all select *, true as is_new from written
)
select coalesce(c.refusal, case when s.place is null then 'outside' end) as refusal, f.is_new as "isNew",
  f.id, f.channel_id as "channelId", f.seq, f.version, f.kind, f.author_id as "authorId", f.client_id as "clientId",
  f.body, f.event, f.text_no as "textNo", f.parent_id as "parentId", f.thread_no as "threadNo",
  f.reply_count as "replyCount", f.last_reply_at as "lastReplyAt", f.quote_id as "quoteId", f.forwarded, f.mentions,
  f.mention_all as "mentionAll", f.files, f.reactions, f.pinned_at as "pinnedAt", f.pinned_by as "pinnedBy",
  f.created_at as "createdAt", f.edited_at as "editedAt", f.deleted_at as "deletedAt",
  -- Looked up only where people had written something that the author had not seen.
  case when f.is_new and not i.keeps_unread and s.seen_seq < f.seq - 1 and s.last_read_text_no < f.text_no - 1
    then json_build_object('readTextNo', s.last_read_text_no, 'memberCount', s.member_count,
      'sendsReceipts', (select sends_receipts from users where id = f.author_id)) end as reader,
  case when f.is_new then begun.follows end as follows
from input i left join standing s using (place) left join checked c using (place) left join found f using (place)
  left join begun on begun.root_id = f.parent_id
order by i.place`;
