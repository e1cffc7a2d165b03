import { driver } from "#app/db/client.server.ts";
import { MINUTE } from "#app/shared/time.ts";

/**
 * Moves a channel's messages into the past, so that talk spreads over days: the one thing here that no verb does, since
 * nobody may. What the product wrote between them, such as who joined, goes to just before the message that follows.
 */
export async function ageMessages(channelId: string, ages: Map<string, number>, end: Date): Promise<void> {
  const dates = [...ages].map(([id, minutes]) => ({
    id,
    at: new Date(end.getTime() - minutes * MINUTE).toISOString(),
  }));
  await driver()`
    with given as (
      select m.id, m.seq, g.at from json_to_recordset(${JSON.stringify(dates)}::text::json) as g (id uuid, at timestamptz)
        join messages m on m.id = g.id
    ), placed as (
      select m.id, coalesce((select g.at from given g where g.seq >= m.seq order by g.seq limit 1), ${end.toISOString()}::timestamptz) as at
      from messages m where m.channel_id = ${channelId}
    )
    update messages m set created_at = p.at, edited_at = case when m.edited_at is not null then p.at + interval '1 minute' end,
      deleted_at = case when m.deleted_at is not null then p.at + interval '1 minute' end,
      pinned_at = case when m.pinned_at is not null then p.at + interval '1 minute' end
    from placed p where p.id = m.id`;
  await driver()`
    update messages m set last_reply_at = (select max(r.created_at) from messages r where r.parent_id = m.id)
    where m.channel_id = ${channelId} and m.reply_count > 0`;
  await driver()`
    update files f set created_at = m.created_at from messages m where m.id = f.message_id and m.channel_id = ${channelId}`;
  await driver()`
    update channels c set created_at = (select min(m.created_at) from messages m where m.channel_id = c.id) - interval '1 hour'
    where c.id = ${channelId}`;
}
