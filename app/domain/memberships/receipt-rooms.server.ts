import { and, eq, lte } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { channels, memberships, users } from "#app/db/schema/index.ts";
import { announceToUser, channelRoom, userRoom } from "#app/domain/announcements/announce.server.ts";
import { broadcast } from "#app/platform/broadcast.server.ts";
import type { Announcements } from "#app/shared/events.ts";
import { RECEIPTS_LIVE_MAX } from "#app/shared/limits.ts";

/** The connections of those who keep to themselves how far they have read, and so hear it of nobody else. */
const QUIET_ROOM = "quiet:receipts";

type Receipt = Announcements["receipt:changed"];

/** The rooms that a connection of this person enters beside those of their channels. */
export async function findExtraRooms(userId: string): Promise<string[]> {
  const user = await db().query.users.findFirst({
    columns: { sendsReceipts: true },
    where: eq(users.id, userId),
  });
  return user?.sendsReceipts === false ? [QUIET_ROOM] : [];
}

/**
 * After commit: tells the members how far somebody has got, as far as that person lets them know. In a large channel
 * nobody is told, since each message would be followed by as many receipts as there are members.
 */
export function announceReceipt(
  receipt: Receipt,
  { memberCount, sendsReceipts }: { memberCount: number; sendsReceipts: boolean },
): void {
  if (memberCount > RECEIPTS_LIVE_MAX) return;
  const told = sendsReceipts ? receipt : { ...receipt, readSeq: 0 };
  broadcast().emit(channelRoom(receipt.channelId), "receipt:changed", told, { except: QUIET_ROOM });
  if (!sendsReceipts) announceToUser(receipt.userId, "receipt:changed", receipt);
}

/** After commit: the person's connections hear receipts from now on, or do not, and the others see theirs come or go. */
export async function announceReceiptsSwitch(userId: string): Promise<void> {
  const rows = await db()
    .select({ membership: memberships, memberCount: channels.memberCount, sends: users.sendsReceipts })
    .from(users)
    .leftJoin(memberships, eq(memberships.userId, users.id))
    .leftJoin(
      channels,
      and(eq(channels.id, memberships.channelId), lte(channels.memberCount, RECEIPTS_LIVE_MAX)),
    )
    .where(eq(users.id, userId));
  if (rows[0]?.sends) broadcast().leave(userRoom(userId), QUIET_ROOM);
  else broadcast().join(userRoom(userId), QUIET_ROOM);
  for (const { membership, memberCount, sends } of rows) {
    if (!membership || memberCount === null) continue;
    const { channelId, lastDeliveredSeq, seenSeq } = membership;
    const receipt = { channelId, userId, deliveredSeq: lastDeliveredSeq, readSeq: seenSeq };
    announceReceipt(receipt, { memberCount, sendsReceipts: sends });
  }
}
