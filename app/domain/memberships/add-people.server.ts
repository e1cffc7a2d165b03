import { and, inArray, isNull } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { inOrder } from "#app/domain/messages/in-order.server.ts";
import { findNamed } from "#app/shared/system-events.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { admitMembers, announceAdmitted } from "./add-members.server.ts";
import { findStanding, requireChangeable, requireRight } from "./membership.policy.server.ts";
import type { AddPeopleInput } from "./memberships.schema.ts";

/**
 * Adds several people to a channel as members, all or none, and says so in one message; who is in already stays as they are.
 * Throws `not_found` for a channel that one cannot see and a person that there is not, `forbidden` without the right,
 * `conflict` for a direct conversation, `gone` for an archived channel, `rate_limited`.
 */
export async function addPeople(actor: Actor, channelId: string, { userIds }: AddPeopleInput): Promise<void> {
  await consumeLimit("channel act by user", actor.userId);
  const ids = [...new Set(userIds)];
  await inOrder(channelId, async () => {
    const message = await db().transaction(async (transaction) => {
      const standing = await findStanding(actor, channelId, transaction);
      const by = requireRight(actor, standing, "manage_members");
      requireChangeable(standing);
      await requirePeople(transaction, ids);
      const people = ids.map((userId) => ({ userId, role: "member" as const }));
      const written = await admitMembers(transaction, actor.userId, channelId, people);
      if (by === "role" || !written) return written;
      for (const userId of findAdded(written.event, actor.userId))
        await recordAudit(transaction, actor, {
          action: "member.add",
          target: { type: "user", id: userId },
          details: { channelId, role: "member" },
        });
      return written;
    });
    if (message) await announceAdmitted(message, findAdded(message.event, actor.userId));
  });
}

/** Whom the message of `admitMembers` is about: "joined" names nobody but its author. */
function findAdded(event: Parameters<typeof findNamed>[0], authorId: string): string[] {
  return event?.type === "joined" ? [authorId] : findNamed(event);
}

async function requirePeople(transaction: Queryable, userIds: string[]): Promise<void> {
  const found = await transaction
    .select({ id: users.id })
    .from(users)
    .where(and(inArray(users.id, userIds), isNull(users.deactivatedAt)));
  if (found.length < userIds.length) throw new AppError("not_found", { key: "errors.person_not_found" });
}
