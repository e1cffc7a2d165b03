import { asc, gt } from "drizzle-orm";
import { db, driver } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { logger } from "#app/platform/logger.server.ts";

/** Channels that are counted by one statement. */
const BATCH = 50;

/**
 * Counts all messages anew and compares: how many each membership has unread, and what the numbers of each channel say.
 * Returns how many memberships and channels are wrong, which is to be 0. Every statement sees one moment, so what people
 * write meanwhile does not look wrong.
 */
export async function measureUnreadDrift(): Promise<number> {
  let drift = 0;
  for (let after: string | undefined; ;) {
    const batch = await db()
      .select({ id: channels.id })
      .from(channels)
      .where(after ? gt(channels.id, after) : undefined)
      .orderBy(asc(channels.id))
      .limit(BATCH);
    after = batch.at(-1)?.id;
    if (!after) return drift;
    drift += await measureChannels(batch.map(({ id }) => id));
  }
}

async function measureChannels(ids: string[]): Promise<number> {
  // One pass over the messages, however many members there are: up to each message, how many were written by people.
  const [row] = await driver()<{ drift: number }[]>`
    with counted as (
      select n.channel_id, n.seq, n.text_no, count(*) filter (where n.kind = 'text') over earlier as texts,
        row_number() over earlier as position
      from messages n where n.channel_id = any(${ids}::uuid[])
      window earlier as (partition by n.channel_id order by n.seq)
    ), totals as (
      select channel_id, max(seq) as last_seq, max(texts) as texts,
        bool_or(text_no <> texts or seq <> position) as is_wrong
      from counted group by channel_id
    ), wrong_channels as (
      select t.channel_id from timelines t left join totals s using (channel_id)
      where t.channel_id = any(${ids}::uuid[]) and (
        t.last_seq <> coalesce(s.last_seq, 0) or t.last_text_no <> coalesce(s.texts, 0) or s.is_wrong)
    ), wrong_memberships as (
      select m.user_id from memberships m
      join timelines t using (channel_id)
      left join totals s using (channel_id)
      left join counted c on c.channel_id = m.channel_id and c.seq = m.last_read_seq
      where m.channel_id = any(${ids}::uuid[]) and (
        t.last_text_no - m.last_read_text_no <> coalesce(s.texts, 0) - coalesce(c.texts, 0)
        or m.last_read_seq > t.last_seq)
    )
    select ((select count(*) from wrong_channels) + (select count(*) from wrong_memberships))::int as drift`;
  return row?.drift ?? 0;
}

/** Measures and logs the number as `unread_drift`: an error unless it is 0. */
export async function reportUnreadDrift(): Promise<void> {
  const drift = await measureUnreadDrift();
  logger()[drift === 0 ? "info" : "error"]({ door: "jobs", unread_drift: drift }, "counted unread messages");
}

defineJob("memberships.unread-drift", reportUnreadDrift, { every: "*/10 * * * *", retryLimit: 0 });
