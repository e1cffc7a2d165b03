import { and, desc, eq, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { drafts, memberships } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { DraftView } from "#app/shared/views.ts";

export function toDraftView(row: typeof drafts.$inferSelect): DraftView {
  const { channelId, placeId, body, savedAt } = row;
  return {
    channelId,
    parentId: placeId === channelId ? null : placeId,
    body,
    savedAt: savedAt.toISOString(),
  };
}

/** Only of channels that the person is in: of others they are not even told that there is a draft. */
export async function selectDrafts(actor: Actor, condition?: SQL): Promise<DraftView[]> {
  const rows = await db()
    .select({ draft: drafts })
    .from(drafts)
    .innerJoin(
      memberships,
      and(eq(memberships.channelId, drafts.channelId), eq(memberships.userId, drafts.userId)),
    )
    .where(and(eq(drafts.userId, actor.userId), condition))
    .orderBy(desc(drafts.savedAt), drafts.placeId);
  return rows.map(({ draft }) => toDraftView(draft));
}
