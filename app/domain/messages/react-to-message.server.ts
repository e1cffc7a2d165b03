import type { Actor } from "#app/domain/actor.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { REACTIONS_MAX } from "#app/shared/limits.ts";
import type { MessageView, ReactionView } from "#app/shared/views.ts";
import { changeMessage } from "./change-message.server.ts";
import type { ReactionInput } from "./messages.schema.ts";
import { requireLiving, requireMember, requireOpen } from "./messages.policy.server.ts";

/**
 * Puts one's emoji under a message; doing it again changes nothing. Members may, also where only some may write. Throws
 * `not_found` and `forbidden` outside, `gone` for a deleted message and an archived channel, `conflict` for one emoji too
 * many, `rate_limited`.
 */
export function addReaction(actor: Actor, input: ReactionInput): Promise<MessageView> {
  return react(actor, input, (reactions) => {
    const others = findOthers(reactions, input.emoji, actor.userId);
    if (!others) return [...reactions, { emoji: input.emoji, userIds: [actor.userId] }];
    return reactions.map((each) =>
      each.emoji === input.emoji ? { ...each, userIds: [...others, actor.userId] } : each,
    );
  });
}

/** Takes one's emoji away; where there is none, nothing changes. Throws as `addReaction`. */
export function removeReaction(actor: Actor, input: ReactionInput): Promise<MessageView> {
  return react(actor, input, (reactions) => {
    const others = findOthers(reactions, input.emoji, actor.userId);
    return reactions.flatMap((each) => {
      if (each.emoji !== input.emoji || !others) return [each];
      return others.length > 0 ? [{ ...each, userIds: others }] : [];
    });
  });
}

/** Who else has put this emoji there; undefined where nobody has. */
function findOthers(reactions: ReactionView[], emoji: string, userId: string): string[] | undefined {
  return reactions.find((each) => each.emoji === emoji)?.userIds.filter((id) => id !== userId);
}

async function react(
  actor: Actor,
  { messageId, emoji }: ReactionInput,
  change: (reactions: ReactionView[]) => ReactionView[],
): Promise<MessageView> {
  await consumeLimit("reaction by user", actor.userId);
  return changeMessage(actor, messageId, ({ row, standing }) => {
    requireMember(standing);
    requireOpen(standing);
    requireLiving(row);
    const reactions = change(row.reactions);
    if (hasReacted(reactions, emoji, actor.userId) === hasReacted(row.reactions, emoji, actor.userId))
      return null;
    if (reactions.length > REACTIONS_MAX)
      throw new AppError("conflict", { key: "errors.too_many_reactions" });
    return { reactions };
  });
}

function hasReacted(reactions: ReactionView[], emoji: string, userId: string): boolean {
  return reactions.some((each) => each.emoji === emoji && each.userIds.includes(userId));
}
