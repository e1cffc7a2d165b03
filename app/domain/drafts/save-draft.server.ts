import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { drafts } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { requireRootId } from "#app/domain/threads/find-root.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { DRAFTS_MAX } from "#app/shared/limits.ts";
import type { DraftView } from "#app/shared/views.ts";
import { clearDraft } from "./clear-draft.server.ts";
import { toDraftView } from "./draft-view.server.ts";
import type { SaveDraftInput } from "./drafts.schema.ts";

/**
 * Keeps what somebody has typed and not sent, one draft per channel and thread, and tells their devices. Without text
 * there is none any more; of too many, the oldest goes. Throws as `requireMembership`, `invalid_input` for a thread of another channel, `rate_limited`.
 */
export async function saveDraft(actor: Actor, input: SaveDraftInput): Promise<DraftView> {
  await consumeLimit("draft by user", actor.userId);
  const { channelId, body } = input;
  await requireMembership(actor, channelId);
  const parentId = input.parentId ? await requireRootId(channelId, input.parentId) : null;
  const { userId } = actor;
  if (body === "") return clearDraft(userId, channelId, parentId);
  const savedAt = sql`clock_timestamp()`;
  const [row] = await db()
    .insert(drafts)
    .values({ userId, channelId, placeId: parentId ?? channelId, body, savedAt })
    .onConflictDoUpdate({ target: [drafts.userId, drafts.placeId], set: { body, savedAt } })
    .returning();
  if (!row) throw new Error("An insert returned nothing.");
  const draft = toDraftView(row);
  announceToUser(userId, "draft:changed", { draft });
  await dropOldest(userId);
  return draft;
}

async function dropOldest(userId: string): Promise<void> {
  const ofPerson = eq(drafts.userId, userId);
  const oldest = db()
    .select({ placeId: drafts.placeId })
    .from(drafts)
    .where(ofPerson)
    .orderBy(desc(drafts.savedAt), drafts.placeId)
    .offset(DRAFTS_MAX);
  const dropped = await db()
    .delete(drafts)
    .where(and(ofPerson, inArray(drafts.placeId, oldest)))
    .returning();
  for (const row of dropped)
    announceToUser(userId, "draft:changed", { draft: { ...toDraftView(row), body: "" } });
}
