import { and, eq, sql } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { memberships } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { dropJoinCode } from "#app/domain/channels/join-link.server.ts";
import type { MessageRow } from "#app/domain/messages/message-view.server.ts";
import { writeSystemMessage } from "#app/domain/messages/system-message.server.ts";
import type { ChannelRole } from "#app/shared/views.ts";

/**
 * Gives a member another role and writes that down, in a transaction that keeps the channel as it is. Who is a plain member
 * from then on knows the link by which people join, and may not give it any more: it ends.
 */
export async function changeRole(
  transaction: Queryable,
  actor: Actor,
  { channelId, userId, role }: { channelId: string; userId: string; role: ChannelRole },
): Promise<MessageRow> {
  const message = await writeSystemMessage(transaction, actor.userId, channelId, {
    type: "role",
    userId,
    role,
  });
  await transaction
    .update(memberships)
    .set({ role, revision: sql`${memberships.revision} + 1` })
    .where(and(eq(memberships.channelId, channelId), eq(memberships.userId, userId)));
  if (role === "member") await dropJoinCode(transaction, channelId);
  return message;
}
