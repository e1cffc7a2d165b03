import type { Actor } from "#app/domain/actor.ts";
import { requireMembership, requireRight } from "#app/domain/memberships/membership.policy.server.ts";
import { requirePermission } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { noteTyping } from "./typing.server.ts";

/**
 * The others in a channel see that the actor types, for 5 s unless it is said again. Throws `not_found` and `forbidden` for
 * where one may not write, `gone` for an archived channel, `rate_limited`.
 */
export async function startTyping(actor: Actor, channelId: string): Promise<void> {
  requirePermission(actor, "message.send");
  await consumeLimit("typing by user", actor.userId);
  const standing = await requireMembership(actor, channelId);
  if (standing.archivedAt) throw new AppError("gone", { key: "errors.channel_archived" });
  if (standing.isReadOnly) requireRight(actor, standing, "write_read_only");
  noteTyping(actor.userId, channelId);
}
