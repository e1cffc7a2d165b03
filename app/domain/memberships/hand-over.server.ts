import { and, eq, isNull } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { memberships, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { inOrder } from "#app/domain/messages/in-order.server.ts";
import type { MessageRow } from "#app/domain/messages/message-view.server.ts";
import { announceMessage } from "#app/domain/messages/system-message.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { changeRole } from "./change-role.server.ts";
import { findStanding, requireChangeable } from "./membership.policy.server.ts";
import { announceMembership } from "./membership-view.server.ts";

/**
 * Makes a member the owner and the actor, who is one, a plain member: both or neither. Throws `not_found` for a channel
 * that one cannot see and for who is not in it, `forbidden` for whoever does not own it, `invalid_input` for oneself,
 * `conflict` for a direct conversation, `gone` for an archived channel, `rate_limited`.
 */
export async function handOver(actor: Actor, channelId: string, userId: string): Promise<void> {
  if (userId === actor.userId) throw invalidField("userId", "invalid");
  await consumeLimit("channel act by user", actor.userId);
  await inOrder(channelId, async () => {
    const written = await db().transaction((transaction) => swapRoles(transaction, actor, channelId, userId));
    written.forEach(announceMessage);
    for (const each of [userId, actor.userId]) await announceMembership(each, channelId);
  });
}

async function swapRoles(
  transaction: Queryable,
  actor: Actor,
  channelId: string,
  userId: string,
): Promise<MessageRow[]> {
  const standing = await findStanding(actor, channelId, transaction);
  if (standing.role !== "owner") throw new AppError("forbidden");
  requireChangeable(standing);
  const [heir] = await transaction
    .select({ role: memberships.role })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(eq(memberships.channelId, channelId), eq(memberships.userId, userId), isNull(users.deactivatedAt)),
    );
  if (!heir) throw new AppError("not_found", { key: "errors.person_not_found" });
  const made =
    heir.role === "owner" ? [] : [await changeRole(transaction, actor, { channelId, userId, role: "owner" })];
  return [...made, await changeRole(transaction, actor, { channelId, userId: actor.userId, role: "member" })];
}
