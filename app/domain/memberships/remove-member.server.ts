import { and, eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { memberships } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { dropJoinCode } from "#app/domain/channels/join-link.server.ts";
import { inOrder } from "#app/domain/messages/in-order.server.ts";
import type { MessageRow } from "#app/domain/messages/message-view.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { announceLeft, deleteMembership, leaveChannel } from "./leave-channel.server.ts";
import { findStanding, requireChangeable, requireRight } from "./membership.policy.server.ts";

/**
 * Takes somebody out of a channel, or oneself, which is leaving. The link by which people join ends with who was taken out,
 * who may know it. Throws `not_found` for a channel that one cannot see and
 * for who is not in it, `forbidden` without the right, `conflict` for a direct conversation and for the last owner,
 * `gone` for an archived channel, `rate_limited`.
 */
export async function removeMember(actor: Actor, channelId: string, userId: string): Promise<void> {
  if (userId === actor.userId) return leaveChannel(actor, channelId);
  await consumeLimit("channel act by user", actor.userId);
  await inOrder(channelId, async () => {
    const message = await db().transaction((transaction) =>
      deleteMember(transaction, actor, channelId, userId),
    );
    await announceLeft(message, userId);
  });
}

async function deleteMember(
  transaction: Queryable,
  actor: Actor,
  channelId: string,
  userId: string,
): Promise<MessageRow> {
  const standing = await findStanding(actor, channelId, transaction);
  requireRight(actor, standing, "manage_members");
  requireChangeable(standing);
  const member = await transaction.query.memberships.findFirst({
    where: and(eq(memberships.channelId, channelId), eq(memberships.userId, userId)),
  });
  if (!member) throw new AppError("not_found");
  const by = requireRight(actor, standing, member.role === "member" ? "manage_members" : "manage_roles");
  const message = await deleteMembership(transaction, actor, channelId, member);
  await dropJoinCode(transaction, channelId);
  if (by === "permission") {
    await recordAudit(transaction, actor, {
      action: "member.remove",
      target: { type: "user", id: userId },
      details: { channelId, role: member.role },
    });
  }
  return message;
}
