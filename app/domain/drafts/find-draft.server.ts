import { and, eq } from "drizzle-orm";
import { drafts } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { DraftView } from "#app/shared/views.ts";
import { selectDrafts } from "./draft-view.server.ts";

/** What one has typed and not sent in a channel, or in the thread that began with `parentId`. */
export async function findDraft(
  actor: Actor,
  channelId: string,
  parentId: string | null,
): Promise<DraftView | null> {
  const isThere = and(eq(drafts.channelId, channelId), eq(drafts.placeId, parentId ?? channelId));
  const [draft] = await selectDrafts(actor, isThere);
  return draft ?? null;
}
