import { sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToChannel } from "#app/domain/announcements/announce.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { WatermarkView } from "#app/shared/views.ts";
import { requireMembership } from "./membership.policy.server.ts";
import type { WatermarkInput } from "./memberships.schema.ts";

/** The actor has read up to `seq`; what is read is delivered too. Marks only rise. Throws as `requireMembership`. */
export function markRead(actor: Actor, input: WatermarkInput): Promise<WatermarkView> {
  return moveWatermarks(actor, input.channelId, { readSeq: input.seq, deliveredSeq: input.seq });
}

/** The actor's device has got everything up to `seq`. Marks only rise. Throws as `requireMembership`. */
export function markDelivered(actor: Actor, input: WatermarkInput): Promise<WatermarkView> {
  return moveWatermarks(actor, input.channelId, { readSeq: 0, deliveredSeq: input.seq });
}

async function moveWatermarks(
  actor: Actor,
  channelId: string,
  marks: { readSeq: number; deliveredSeq: number },
): Promise<WatermarkView> {
  await consumeLimit("read by user", actor.userId);
  await requireMembership(actor, channelId);
  // One statement, so that two devices cannot move a mark back, and nobody reads what was not written yet.
  const [row] = await db().execute<{ read: string; delivered: string; last: string; changed: boolean }>(sql`
    with before as (
      select m.last_read_seq, m.last_delivered_seq, t.last_seq
      from memberships m join timelines t using (channel_id)
      where m.channel_id = ${channelId} and m.user_id = ${actor.userId}
    ), moved as (
      select greatest(last_read_seq, least(${marks.readSeq}::bigint, last_seq)) as read,
             greatest(last_delivered_seq, least(${marks.deliveredSeq}::bigint, last_seq)) as delivered,
             last_read_seq, last_delivered_seq, last_seq
      from before
    ), updated as (
      update memberships m
      set last_read_seq = greatest(m.last_read_seq, moved.read), last_delivered_seq = greatest(m.last_delivered_seq, moved.delivered)
      from moved
      where m.channel_id = ${channelId} and m.user_id = ${actor.userId}
        and (moved.read > moved.last_read_seq or moved.delivered > moved.last_delivered_seq)
      returning m.user_id
    )
    select read, delivered, last_seq as last, exists (select from updated) as changed from moved`);
  const view = {
    read: Number(row?.read ?? 0),
    delivered: Number(row?.delivered ?? 0),
    last: Number(row?.last ?? 0),
  };
  if (row?.changed) {
    const receipt = { channelId, userId: actor.userId, deliveredSeq: view.delivered, readSeq: view.read };
    announceToChannel(channelId, "receipt:changed", receipt);
  }
  return {
    lastReadSeq: view.read,
    lastDeliveredSeq: view.delivered,
    unread: Math.max(0, view.last - view.read),
  };
}
