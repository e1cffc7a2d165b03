import { and, eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { drafts } from "#app/db/schema/index.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import type { DraftView } from "#app/shared/views.ts";

/** Removes a person's draft, e.g. once it was sent, and tells their devices if there was one. Returns it as it is now: empty. */
export async function clearDraft(
  userId: string,
  channelId: string,
  parentId: string | null,
): Promise<DraftView> {
  const removed = await db()
    .delete(drafts)
    .where(and(eq(drafts.userId, userId), eq(drafts.placeId, parentId ?? channelId)))
    .returning({ placeId: drafts.placeId });
  const draft = { channelId, parentId, body: "", savedAt: new Date().toISOString() };
  if (removed.length > 0) announceToUser(userId, "draft:changed", { draft });
  return draft;
}

/** Forgets all drafts of an account. */
export async function removeDraftsOf(transaction: Queryable, userId: string): Promise<void> {
  await transaction.delete(drafts).where(eq(drafts.userId, userId));
}
