import { and, eq, isNotNull, ne, or, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { memberships } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { MembershipView } from "#app/shared/views.ts";
import { announceMembership, readMembership } from "./membership-view.server.ts";
import { requireMembership } from "./membership.policy.server.ts";
import type { SetMembershipInput } from "./memberships.schema.ts";

/**
 * Changes what was given of how the actor keeps a conversation: muted, starred, hidden until something new is written, and of
 * what it tells. Throws as `requireMembership`, `rate_limited`.
 */
export async function setMembership(
  actor: Actor,
  channelId: string,
  { muted, starred, hidden, notifyLevel }: SetMembershipInput,
): Promise<MembershipView> {
  await consumeLimit("write by user", actor.userId);
  await requireMembership(actor, channelId);
  const lastSeq = sql`(select t.last_seq from timelines t where t.channel_id = ${channelId})`;
  const differs = or(
    muted === undefined ? undefined : ne(memberships.muted, muted),
    starred === undefined ? undefined : ne(memberships.starred, starred),
    hidden === true ? sql`${memberships.hiddenSeq} is distinct from ${lastSeq}` : undefined,
    notifyLevel === undefined ? undefined : sql`${memberships.notifyLevel} is distinct from ${notifyLevel}`,
    hidden === false ? isNotNull(memberships.hiddenSeq) : undefined,
  );
  if (!differs) return readMembership(actor.userId, channelId);
  const hiddenSeq = hidden === undefined ? undefined : hidden ? lastSeq : null;
  const changed = await db()
    .update(memberships)
    .set({ muted, starred, notifyLevel, hiddenSeq, revision: sql`${memberships.revision} + 1` })
    .where(and(eq(memberships.channelId, channelId), eq(memberships.userId, actor.userId), differs))
    .returning({ userId: memberships.userId });
  const told = changed.length > 0 && (await announceMembership(actor.userId, channelId));
  return told || readMembership(actor.userId, channelId);
}
