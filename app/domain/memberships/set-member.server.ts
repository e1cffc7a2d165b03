import { and, eq, isNull } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { memberships, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { inOrder } from "#app/domain/messages/in-order.server.ts";
import type { MessageRow } from "#app/domain/messages/message-view.server.ts";
import { announceMessage } from "#app/domain/messages/system-message.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { admitMembers, announceAdmitted } from "./add-members.server.ts";
import { changeRole } from "./change-role.server.ts";
import { handOver } from "./hand-over.server.ts";
import {
  findStanding,
  requireAnotherOwner,
  requireChangeable,
  requireRight,
} from "./membership.policy.server.ts";
import { announceMembership } from "./membership-view.server.ts";
import type { SetMemberInput } from "./memberships.schema.ts";

/**
 * Adds somebody to a channel, or gives who is in it another role. Without a role, who is in stays as they are. Throws
 * `not_found` for a channel that one cannot see and a person that there is not, `forbidden` without the right, `conflict`
 * for a direct conversation and for the last owner, `gone` for an archived channel, `rate_limited`.
 */
export async function setMember(
  actor: Actor,
  channelId: string,
  userId: string,
  { role, handsOver }: SetMemberInput,
): Promise<void> {
  if (handsOver) return handOver(actor, channelId, userId);
  await consumeLimit("channel act by user", actor.userId);
  await inOrder(channelId, async () => {
    const { message, isNew } = await db().transaction((transaction) =>
      writeMember(transaction, actor, { channelId, userId, role }),
    );
    if (!message) return;
    if (isNew) return announceAdmitted(message, [userId]);
    announceMessage(message);
    await announceMembership(userId, channelId);
  });
}

async function writeMember(
  transaction: Queryable,
  actor: Actor,
  { channelId, userId, role }: SetMemberInput & { channelId: string; userId: string },
): Promise<{ message?: MessageRow; isNew: boolean }> {
  const standing = await findStanding(actor, channelId, transaction);
  let by = requireRight(actor, standing, "manage_members");
  requireChangeable(standing);
  const member = await transaction.query.memberships.findFirst({
    where: and(eq(memberships.channelId, channelId), eq(memberships.userId, userId)),
  });
  const [before, after] = [member?.role ?? "member", role ?? member?.role ?? "member"];
  if (member && before === after) return { isNew: false };
  if (before !== after) by = requireRight(actor, standing, "manage_roles");
  if (before === "owner") await requireAnotherOwner(transaction, channelId, userId);
  if (!member) await requirePerson(transaction, userId);
  const message = member
    ? await changeRole(transaction, actor, { channelId, userId, role: after })
    : await admitMembers(transaction, actor.userId, channelId, [{ userId, role: after }]);
  if (by === "permission") {
    await recordAudit(transaction, actor, {
      action: member ? "member.role" : "member.add",
      target: { type: "user", id: userId },
      details: { channelId, role: after },
    });
  }
  return { message, isNew: !member };
}

async function requirePerson(transaction: Queryable, userId: string): Promise<void> {
  const person = await transaction.query.users.findFirst({
    columns: { id: true },
    where: and(eq(users.id, userId), isNull(users.deactivatedAt)),
  });
  if (!person) throw new AppError("not_found", { key: "errors.person_not_found" });
}
