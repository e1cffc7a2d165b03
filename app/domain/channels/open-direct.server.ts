import { and, eq, inArray, isNull } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { channels, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { addMembers, announceJoined } from "#app/domain/memberships/add-members.server.ts";
import { openTimeline } from "#app/domain/messages/open-timeline.server.ts";
import { requirePermission } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import type { ChannelView } from "#app/shared/views.ts";
import type { OpenDirectInput } from "./channels.schema.ts";
import { getChannel } from "./find-channels.server.ts";

/**
 * The direct conversation of the actor with these people; the same set is the same conversation, also when two open it at
 * once. Throws `forbidden` without direct.start, `not_found` when one of them does not exist or is deactivated, `invalid_input` for nobody but oneself.
 */
export async function openDirect(
  actor: Actor,
  input: OpenDirectInput,
): Promise<{ channel: ChannelView; isNew: boolean }> {
  requirePermission(actor, "direct.start");
  await consumeLimit("write by user", actor.userId);
  const others = [...new Set(input.userIds)].filter((userId) => userId !== actor.userId);
  if (others.length === 0) throw invalidField("userIds", "below_minimum", { min: 1 });
  await requirePeople(others);

  const members = [actor.userId, ...others].sort();
  const directKey = members.join(":");
  const created = await db().transaction(async (transaction) => {
    const [row] = await transaction
      .insert(channels)
      .values({ id: createId(), kind: "direct", directKey, createdBy: actor.userId })
      .onConflictDoNothing({ target: channels.directKey })
      .returning({ id: channels.id });
    if (!row) return undefined;
    await openTimeline(transaction, row.id);
    await addMembers(
      transaction,
      row.id,
      members.map((userId) => ({ userId, role: "member" })),
    );
    return row.id;
  });
  if (created) await announceJoined(created, members);
  const channelId = created ?? (await findByKey(directKey));
  return { channel: await getChannel(actor, channelId), isNew: created !== undefined };
}

async function requirePeople(userIds: string[]): Promise<void> {
  const found = await db()
    .select({ id: users.id })
    .from(users)
    .where(and(inArray(users.id, userIds), isNull(users.deactivatedAt)));
  if (found.length < userIds.length) throw new AppError("not_found", { key: "errors.person_not_found" });
}

async function findByKey(directKey: string): Promise<string> {
  const channel = await db().query.channels.findFirst({ where: eq(channels.directKey, directKey) });
  if (!channel) throw new Error("A direct conversation vanished between insert and read.");
  return channel.id;
}
