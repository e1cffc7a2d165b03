import type { Actor } from "#app/domain/actor.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { endTyping } from "./typing.server.ts";

/** Throws `not_found` and `forbidden` for a channel that the actor is not in, `rate_limited`. */
export async function stopTyping(actor: Actor, channelId: string): Promise<void> {
  await consumeLimit("typing by user", actor.userId);
  await requireMembership(actor, channelId);
  endTyping(actor.userId, channelId);
}
