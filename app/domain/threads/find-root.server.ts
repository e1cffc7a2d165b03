import { and, eq, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { messages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import type { MessageRow } from "#app/domain/messages/message-view.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";

/**
 * The message that a thread began with, given that or a reply in it. Throws `not_found` where there is none, and as
 * `requireMembership`.
 */
export async function findRoot(actor: Actor, messageId: string): Promise<MessageRow> {
  const row = await db().query.messages.findFirst({ where: eq(messages.id, messageId) });
  if (!row) throw new AppError("not_found");
  await requireMembership(actor, row.channelId);
  if (!row.parentId) return row;
  const root = await db().query.messages.findFirst({ where: eq(messages.id, row.parentId) });
  if (!root) throw new AppError("not_found");
  return root;
}

/**
 * The id under which what answers a message of this channel is kept: of a reply, its root's. Throws `invalid_input` on
 * parentId where the channel has no such message.
 */
export async function requireRootId(channelId: string, messageId: string): Promise<string> {
  const [row] = await db()
    .select({ rootId: sql<string>`coalesce(${messages.parentId}, ${messages.id})` })
    .from(messages)
    .where(and(eq(messages.id, messageId), eq(messages.channelId, channelId)));
  if (!row) throw invalidField("parentId", "invalid");
  return row.rootId;
}
