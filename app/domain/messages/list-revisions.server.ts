import { desc, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { messageRevisions } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { PAGE_MAX } from "#app/shared/limits.ts";
import type { RevisionView } from "#app/shared/views.ts";
import { findMessage } from "./change-message.server.ts";

/**
 * What a message said before it was edited, newest first, as far as it is kept; nothing once it is deleted. Throws as
 * `requireMembership`.
 */
export async function listRevisions(actor: Actor, messageId: string): Promise<RevisionView[]> {
  const { channelId } = await findMessage(messageId);
  await requireMembership(actor, channelId);
  const rows = await db()
    .select()
    .from(messageRevisions)
    .where(eq(messageRevisions.messageId, messageId))
    .orderBy(desc(messageRevisions.number))
    .limit(PAGE_MAX);
  return rows.map(({ body, writtenAt }) => ({ body, writtenAt: writtenAt.toISOString() }));
}
