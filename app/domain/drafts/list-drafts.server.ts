import type { Actor } from "#app/domain/actor.ts";
import type { DraftView } from "#app/shared/views.ts";
import { selectDrafts } from "./draft-view.server.ts";

/** One's drafts in the channels that one is in, the last touched first. */
export async function listDrafts(actor: Actor): Promise<DraftView[]> {
  return selectDrafts(actor);
}
