import { and, eq, isNull } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { memberships, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { announceChannel } from "#app/domain/channels/announce-channel.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { addMembers, announceJoined } from "./add-members.server.ts";
import {
  findStanding,
  requireAnotherOwner,
  requireChangeable,
  requireRight,
} from "./membership.policy.server.ts";
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
  input: SetMemberInput,
): Promise<void> {
  await consumeLimit("write by user", actor.userId);
  const change = await db().transaction((transaction) =>
    writeMember(transaction, actor, { channelId, userId, ...input }),
  );
  if (change === "none") return;
  // To who is in already it tells their new role.
  await announceJoined(channelId, [userId]);
  if (change === "added") await announceChannel(channelId);
}

async function writeMember(
  transaction: Queryable,
  actor: Actor,
  { channelId, userId, role }: SetMemberInput & { channelId: string; userId: string },
): Promise<"added" | "changed" | "none"> {
  const standing = await findStanding(actor, channelId, transaction);
  let by = requireRight(actor, standing, "manage_members");
  requireChangeable(standing);
  const isIt = and(eq(memberships.channelId, channelId), eq(memberships.userId, userId));
  const member = await transaction.query.memberships.findFirst({ where: isIt });
  const [before, after] = [member?.role ?? "member", role ?? member?.role ?? "member"];
  if (member && before === after) return "none";
  if (before !== after) by = requireRight(actor, standing, "manage_roles");
  if (before === "owner") await requireAnotherOwner(transaction, channelId, userId);
  if (member) {
    await transaction.update(memberships).set({ role: after }).where(isIt);
  } else {
    await requirePerson(transaction, userId);
    await addMembers(transaction, channelId, [{ userId, role: after }]);
  }
  if (by === "permission") {
    await recordAudit(transaction, actor, {
      action: member ? "member.role" : "member.add",
      target: { type: "user", id: userId },
      details: { channelId, role: after },
    });
  }
  return member ? "changed" : "added";
}

async function requirePerson(transaction: Queryable, userId: string): Promise<void> {
  const person = await transaction.query.users.findFirst({
    columns: { id: true },
    where: and(eq(users.id, userId), isNull(users.deactivatedAt)),
  });
  if (!person) throw new AppError("not_found", { key: "errors.person_not_found" });
}
