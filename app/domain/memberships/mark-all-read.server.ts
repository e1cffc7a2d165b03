import { inArray } from "drizzle-orm";
import { driver } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import { selectChannelViews } from "#app/domain/channels/channel-view.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { announceReceipt } from "./receipt-rooms.server.ts";

interface Moved {
  channelId: string;
  seen: string;
  delivered: string;
  memberCount: number;
  sendsReceipts: boolean;
}

/** The actor has read everything there is in all of their conversations. Throws `rate_limited`. */
export async function markAllRead(actor: Actor): Promise<void> {
  await consumeLimit("write by user", actor.userId);
  const { userId } = actor;
  // Locked in one order, so that two devices which ask at once do not wait for each other.
  const moved = await driver()<Moved[]>`
    with mine as (
      select channel_id from memberships where user_id = ${userId} order by channel_id for no key update
    )
    update memberships m
    set last_read_seq = t.last_seq, last_read_text_no = t.last_text_no, seen_seq = greatest(m.seen_seq, t.last_seq),
      last_delivered_seq = greatest(m.last_delivered_seq, t.last_seq), revision = m.revision + 1
    from mine, timelines t, channels c, users u
    where m.channel_id = mine.channel_id and m.user_id = ${userId}
      and t.channel_id = m.channel_id and c.id = m.channel_id and u.id = m.user_id
      and m.last_read_seq < t.last_seq
    returning m.channel_id as "channelId", m.seen_seq as seen, m.last_delivered_seq as delivered,
      c.member_count as "memberCount", u.sends_receipts as "sendsReceipts"`;
  if (moved.length === 0) return;
  const ids = moved.map(({ channelId }) => channelId);
  for (const { id, membership } of await selectChannelViews(userId, inArray(channels.id, ids)))
    if (membership) announceToUser(userId, "membership:changed", { channelId: id, membership });
  for (const { channelId, seen, delivered, ...who } of moved)
    announceReceipt({ channelId, userId, deliveredSeq: Number(delivered), readSeq: Number(seen) }, who);
}
