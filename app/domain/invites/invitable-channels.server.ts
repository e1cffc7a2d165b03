import { and, eq, inArray, isNull, ne, or, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { admitMembers } from "#app/domain/memberships/add-members.server.ts";
import type { MessageRow } from "#app/domain/messages/message-view.server.ts";

/** Channels that are open and to which this person may add others: public ones, and those they own or moderate. */
function isInvitableBy(userId: string | null) {
  const mayAdd = sql`exists (select 1 from memberships m where m.channel_id = ${channels.id}
    and m.user_id = ${userId} and m.role in ('owner', 'moderator'))`;
  return and(
    isNull(channels.archivedAt),
    ne(channels.kind, "direct"),
    or(eq(channels.kind, "public"), mayAdd),
  );
}

/** The channels to which an invite of the actor may lead, in the order of their names. */
export async function listInvitableChannels(actor: Actor): Promise<{ id: string; name: string }[]> {
  return db()
    .select({ id: channels.id, name: sql<string>`${channels.name}` })
    .from(channels)
    .where(isInvitableBy(actor.userId))
    .orderBy(sql`lower(${channels.name})`, channels.id);
}

/**
 * Adds a newcomer to the channels of an invite, in the transaction of their sign-up. What is archived or gone by now, or no
 * longer its maker's to invite to, is left out. Returns the message in each that says so, for `announceAdmitted`.
 */
export async function joinInvitedChannels(
  transaction: Queryable,
  invite: { createdBy: string | null; channelIds: string[] },
  userId: string,
): Promise<MessageRow[]> {
  const open = await transaction
    .select({ id: channels.id })
    .from(channels)
    .where(and(inArray(channels.id, invite.channelIds), isInvitableBy(invite.createdBy)))
    // In one order, so that two sign-ups do not wait for each other.
    .orderBy(channels.id)
    .for("no key update");
  const written: MessageRow[] = [];
  for (const channel of open) {
    const message = await admitMembers(transaction, userId, channel.id, [{ userId, role: "member" }]);
    if (message) written.push(message);
  }
  return written;
}
