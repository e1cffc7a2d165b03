import { and, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { memberships } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { announceLeft, deleteMembership, leaveChannel } from "./leave-channel.server.ts";
import { findStanding, requireChangeable, requireRight } from "./membership.policy.server.ts";

/**
 * Takes somebody out of a channel, or oneself, which is leaving. Throws `not_found` for a channel that one cannot see and
 * for who is not in it, `forbidden` without the right, `conflict` for a direct conversation and for the last owner,
 * `gone` for an archived channel, `rate_limited`.
 */
export async function removeMember(actor: Actor, channelId: string, userId: string): Promise<void> {
  if (userId === actor.userId) return leaveChannel(actor, channelId);
  await consumeLimit("write by user", actor.userId);
  await db().transaction(async (transaction) => {
    const standing = await findStanding(actor, channelId, transaction);
    requireRight(actor, standing, "manage_members");
    requireChangeable(standing);
    const member = await transaction.query.memberships.findFirst({
      where: and(eq(memberships.channelId, channelId), eq(memberships.userId, userId)),
    });
    if (!member) throw new AppError("not_found");
    const by = requireRight(actor, standing, member.role === "member" ? "manage_members" : "manage_roles");
    await deleteMembership(transaction, channelId, member);
    if (by === "role") return;
    await recordAudit(transaction, actor, {
      action: "member.remove",
      target: { type: "user", id: userId },
      details: { channelId, role: member.role },
    });
  });
  await announceLeft(channelId, userId);
}
