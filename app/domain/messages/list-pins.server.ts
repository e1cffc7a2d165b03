import { and, desc, eq, isNotNull } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { messages, timelines } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import type { MessagePage } from "#app/shared/views.ts";
import { completePage } from "./complete-page.server.ts";
import { toMessageView } from "./message-view.server.ts";

/** What is pinned to a channel, last pinned first; there are never so many that they need pages. Throws as `requireMembership`. */
export async function listPins(actor: Actor, channelId: string): Promise<MessagePage> {
  await requireMembership(actor, channelId);
  const timeline = await db().query.timelines.findFirst({ where: eq(timelines.channelId, channelId) });
  const rows = await db()
    .select()
    .from(messages)
    .where(and(eq(messages.channelId, channelId), isNotNull(messages.pinnedAt)))
    .orderBy(desc(messages.pinnedAt), desc(messages.seq));
  const page = await completePage(actor, rows.map(toMessageView));
  return { ...page, hasOlder: false, hasNewer: false, version: timeline?.version ?? 0 };
}
