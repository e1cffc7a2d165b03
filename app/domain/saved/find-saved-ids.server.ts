import { and, eq, inArray } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { savedMessages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";

/** Which of these messages the person keeps. Tells nothing about those they may not see: they were saved by themselves. */
export async function findSavedIds(actor: Actor, messageIds: string[]): Promise<string[]> {
  if (messageIds.length === 0) return [];
  const rows = await db()
    .select({ id: savedMessages.messageId })
    .from(savedMessages)
    .where(and(eq(savedMessages.userId, actor.userId), inArray(savedMessages.messageId, messageIds)));
  return rows.map(({ id }) => id);
}
