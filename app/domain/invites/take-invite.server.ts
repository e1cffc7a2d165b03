import { and, eq, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { invites, users } from "#app/db/schema/index.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { MessageRow } from "#app/domain/messages/message-view.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { joinInvitedChannels } from "./invitable-channels.server.ts";
import { readInviteCode } from "./invite-code.server.ts";
import { isUsable } from "./invite-view.server.ts";

/** What somebody who opens the link of an invite may know of it before they have an account. */
export interface InviteOffer {
  /** Who made it; null when that account is gone. */
  inviter: string | null;
  channelCount: number;
}

/** The offer behind the code of a link; null where it is not ours, expired, used up or revoked, and nobody learns which. */
export async function findInviteOffer(code: string, database: Queryable = db()): Promise<InviteOffer | null> {
  const inviteId = readInviteCode(code);
  if (!inviteId) return null;
  const [row] = await database
    .select({ channelIds: invites.channelIds, inviter: users.displayName, erasedAt: users.erasedAt })
    .from(invites)
    .leftJoin(users, eq(users.id, invites.createdBy))
    .where(and(eq(invites.id, inviteId), isUsable));
  if (!row) return null;
  return { inviter: row.erasedAt ? null : row.inviter, channelCount: row.channelIds.length };
}

/**
 * Takes a place of an invite for somebody who has just got an account, in the transaction of their sign-up: of two who take the
 * last place at once, one gets it. Returns what says so in the channels that they join by it. Throws `forbidden` where it is no good.
 */
export async function takeInvite(
  transaction: Queryable,
  code: string,
  userId: string,
): Promise<MessageRow[]> {
  const inviteId = readInviteCode(code);
  const isIt = inviteId ? and(eq(invites.id, inviteId), isUsable) : sql`false`;
  const [invite] = await transaction
    .update(invites)
    .set({ uses: sql`${invites.uses} + 1` })
    .where(isIt)
    .returning();
  if (!invite) throw new AppError("forbidden", { key: "errors.invite_invalid" });
  const joined = await joinInvitedChannels(transaction, invite, userId);
  const target = { type: "invite", id: invite.id } as const;
  await recordAudit(transaction, { userId }, { action: "invite.use", target });
  return joined;
}
