import { and, eq } from "drizzle-orm";
import { db, driver } from "#app/db/client.server.ts";
import { memberships, timelines } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { WatermarkView } from "#app/shared/views.ts";
import { requireMembership } from "./membership.policy.server.ts";
import { announceMembership } from "./membership-view.server.ts";
import type { WatermarkInput } from "./memberships.schema.ts";
import { moveReadMark } from "./read-mark.server.ts";
import { announceReceipt } from "./receipt-rooms.server.ts";

/** The actor has read up to `seq`; what is read is delivered too. The mark only rises. Throws as `requireMembership`. */
export async function markRead(actor: Actor, { channelId, seq }: WatermarkInput): Promise<WatermarkView> {
  await consumeLimit("read by user", actor.userId);
  const hasMoved = await moveReadMark(actor.userId, channelId, seq);
  const told = hasMoved && (await announceMembership(actor.userId, channelId));
  if (!told) return readWatermarks(actor, channelId);
  const { lastReadSeq, lastDeliveredSeq, unread } = told;
  return { lastReadSeq, lastDeliveredSeq, unread };
}

/** The actor's device has got everything up to `seq`. The mark only rises. Throws as `requireMembership`. */
export async function markDelivered(
  actor: Actor,
  { channelId, seq }: WatermarkInput,
): Promise<WatermarkView> {
  await consumeLimit("read by user", actor.userId);
  const { userId } = actor;
  const [moved] = await driver()<
    { delivered: string; seen: string; memberCount: number; sendsReceipts: boolean }[]
  >`
    update memberships m set last_delivered_seq = least(${seq}::bigint, t.last_seq)
    from timelines t, channels c, users u
    where m.channel_id = ${channelId} and m.user_id = ${userId}
      and t.channel_id = m.channel_id and c.id = m.channel_id and u.id = m.user_id
      and m.last_delivered_seq < least(${seq}::bigint, t.last_seq)
    returning m.last_delivered_seq as delivered, m.seen_seq as seen,
      c.member_count as "memberCount", u.sends_receipts as "sendsReceipts"`;
  if (moved) {
    const receipt = { channelId, userId, deliveredSeq: Number(moved.delivered), readSeq: Number(moved.seen) };
    announceReceipt(receipt, moved);
  }
  return readWatermarks(actor, channelId);
}

async function readWatermarks(actor: Actor, channelId: string): Promise<WatermarkView> {
  const [row] = await db()
    .select({ membership: memberships, lastTextNo: timelines.lastTextNo })
    .from(memberships)
    .innerJoin(timelines, eq(timelines.channelId, memberships.channelId))
    .where(and(eq(memberships.channelId, channelId), eq(memberships.userId, actor.userId)));
  if (!row) {
    await requireMembership(actor, channelId);
    // A membership that came between the two looks: the caller may simply try again.
    throw new AppError("unavailable");
  }
  const { lastReadSeq, lastDeliveredSeq, lastReadTextNo } = row.membership;
  return { lastReadSeq, lastDeliveredSeq, unread: Math.max(0, row.lastTextNo - lastReadTextNo) };
}
