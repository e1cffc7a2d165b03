import { and, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { drafts, memberships } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";

/** Ids of the channels one is in and has typed something for, threads apart: what a list of channels marks. */
export async function listDraftChannels({ userId }: Actor): Promise<string[]> {
  const isMember = and(eq(memberships.channelId, drafts.channelId), eq(memberships.userId, drafts.userId));
  const rows = await db()
    .select({ channelId: drafts.channelId })
    .from(drafts)
    .innerJoin(memberships, isMember)
    .where(and(eq(drafts.userId, userId), eq(drafts.placeId, drafts.channelId)));
  return rows.map(({ channelId }) => channelId);
}
