import { inArray } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { messages } from "#app/db/schema/index.ts";
import type { MessageView } from "#app/shared/views.ts";
import { toMessageView } from "./message-view.server.ts";

/**
 * The messages that these quote or reply to, without those that are among them. Both are of one channel, so whoever may
 * read these may read those.
 */
export async function findReferences(page: MessageView[]): Promise<MessageView[]> {
  const missing = new Set(page.flatMap(({ parentId, quoteId }) => [parentId, quoteId]));
  for (const { id } of page) missing.delete(id);
  missing.delete(null);
  if (missing.size === 0) return [];
  const ids = [...missing].flatMap((id) => id ?? []);
  return (await db().select().from(messages).where(inArray(messages.id, ids))).map(toMessageView);
}
