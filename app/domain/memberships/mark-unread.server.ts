import type { Actor } from "#app/domain/actor.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { MembershipView } from "#app/shared/views.ts";
import { requireMembership } from "./membership.policy.server.ts";
import { announceMembership, readMembership } from "./membership-view.server.ts";
import type { WatermarkInput } from "./memberships.schema.ts";
import { moveReadMark } from "./read-mark.server.ts";

/**
 * The message with this number and all after it are unread to the actor, on all of their devices. What others see as read
 * stays so. Throws as `requireMembership`, `rate_limited`.
 */
export async function markUnread(actor: Actor, { channelId, seq }: WatermarkInput): Promise<MembershipView> {
  await consumeLimit("read by user", actor.userId);
  await requireMembership(actor, channelId);
  const hasMoved = await moveReadMark(actor.userId, channelId, Math.max(0, seq - 1), { isBack: true });
  const told = hasMoved ? await announceMembership(actor.userId, channelId) : null;
  return told ?? readMembership(actor.userId, channelId);
}
