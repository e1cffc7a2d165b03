import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { memberships, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { ReceiptView } from "#app/shared/views.ts";
import { requireMembership } from "./membership.policy.server.ts";

/**
 * How far each member of a channel has got. Who keeps to themselves how far they have read is at 0 for others, and sees
 * others at 0. Throws as `requireMembership`.
 */
export async function listReceipts(actor: Actor, channelId: string): Promise<ReceiptView[]> {
  await requireMembership(actor, channelId);
  const rows = await db()
    .select({
      userId: memberships.userId,
      deliveredSeq: memberships.lastDeliveredSeq,
      seenSeq: memberships.seenSeq,
      sends: users.sendsReceipts,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.channelId, channelId))
    .orderBy(memberships.userId);
  const isOpen = rows.some(({ userId, sends }) => userId === actor.userId && sends);
  return rows.map(({ userId, deliveredSeq, seenSeq, sends }) => {
    const mayKnow = userId === actor.userId || (isOpen && sends);
    return { userId, deliveredSeq, readSeq: mayKnow ? seenSeq : 0 };
  });
}
