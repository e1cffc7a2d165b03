import { and, asc, desc, eq, gt, sql, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { memberships, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { ReceiptView } from "#app/shared/views.ts";
import { requireMembership } from "./membership.policy.server.ts";

/** Of more members not everybody is told of: each row goes to everybody who opens the channel. */
const RECEIPTS_MAX = 200;

/**
 * How far each member of a channel has got. Who keeps to themselves how far they have read is at 0 for others, and sees
 * others at 0. In a large channel, those who have got most, and who has read least, so that "delivered" and "read by all"
 * are true there too. Throws as `requireMembership`, `rate_limited`.
 */
export async function listReceipts(actor: Actor, channelId: string): Promise<ReceiptView[]> {
  await consumeLimit("search by user", actor.userId);
  await requireMembership(actor, channelId);
  const readSeq = await selectReadSeq(actor);
  const select = (order: SQL[], limit: number, condition?: SQL) =>
    db()
      .select({ userId: memberships.userId, deliveredSeq: memberships.lastDeliveredSeq, readSeq })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(eq(memberships.channelId, channelId), condition))
      .orderBy(...order, memberships.userId)
      .limit(limit);
  const [most, least] = await Promise.all([
    select([desc(memberships.lastDeliveredSeq), desc(readSeq)], RECEIPTS_MAX - 1),
    // Who never got anything says nothing about what is read.
    select([asc(readSeq)], 1, gt(memberships.lastDeliveredSeq, 0)),
  ]);
  const receipts = new Map([...most, ...least].map((receipt) => [receipt.userId, receipt]));
  return [...receipts.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1));
}

/** How far a member has read, as far as the actor may know. */
export async function selectReadSeq({ userId }: Actor): Promise<SQL<number>> {
  const me = await db().query.users.findFirst({
    columns: { sendsReceipts: true },
    where: eq(users.id, userId),
  });
  const isMine = eq(memberships.userId, userId);
  const mayKnow = me?.sendsReceipts ? sql`(${isMine} or ${users.sendsReceipts})` : isMine;
  return sql<number>`case when ${mayKnow} then ${memberships.seenSeq} else 0 end`.mapWith(Number);
}
