import { driver } from "#app/db/client.server.ts";
import { announceReceipt } from "./receipt-rooms.server.ts";

/** As the driver leaves it: 64-bit numbers are text. */
interface Moved {
  mark: string;
  seen: string;
  delivered: string;
  memberCount: number;
  sendsReceipts: boolean;
}

/**
 * Sets where somebody left off and, once that is committed, tells the others where they have got further than ever
 * before. Answers whether anything changed; outsiders have nothing to change. `isBack`: the mark may also fall.
 *
 * One statement, so that nobody reads what was not written yet. What it sets does not come from the row, and its condition
 * is looked at again on a row that another device has changed meanwhile: the mark and its text number stay a pair.
 */
export async function moveReadMark(
  userId: string,
  channelId: string,
  seq: number,
  { isBack = false } = {},
): Promise<boolean> {
  const [moved] = await driver()<Moved[]>`
    with target as (
      select least(${seq}::bigint, t.last_seq) as seq from timelines t where t.channel_id = ${channelId}
    ), place as (
      select target.seq, coalesce(
        (select n.text_no from messages n where n.channel_id = ${channelId} and n.seq = target.seq), 0) as text_no
      from target
    )
    update memberships m
    set last_read_seq = p.seq, last_read_text_no = p.text_no, seen_seq = greatest(m.seen_seq, p.seq),
      last_delivered_seq = greatest(m.last_delivered_seq, p.seq), revision = m.revision + 1
    from place p, channels c, users u
    where m.channel_id = ${channelId} and m.user_id = ${userId} and c.id = m.channel_id and u.id = m.user_id
      and (m.last_read_seq < p.seq or ${isBack} and m.last_read_seq > p.seq)
    returning p.seq as mark, m.seen_seq as seen, m.last_delivered_seq as delivered,
      c.member_count as "memberCount", u.sends_receipts as "sendsReceipts"`;
  if (!moved) return false;
  // Below what was seen before, nothing is new to the others.
  if (moved.seen === moved.mark) {
    const receipt = { channelId, userId, deliveredSeq: Number(moved.delivered), readSeq: Number(moved.seen) };
    announceReceipt(receipt, moved);
  }
  return true;
}
