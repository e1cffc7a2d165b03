import type { MessageView } from "#app/shared/views.ts";
import { countEmoji } from "./frequent-emoji.ts";
import type { useAsk } from "./use-ask.tsx";

/** Reacts with an emoji, or takes it back. Answers whether it was done. */
export function toggleReaction(
  ask: ReturnType<typeof useAsk>["ask"],
  message: MessageView,
  emoji: string,
  userId: string,
): Promise<boolean> {
  const isTakenBack = hasReacted(message, emoji, userId);
  if (!isTakenBack) countEmoji(userId, emoji);
  const event = isTakenBack ? "reaction:remove" : "reaction:add";
  return ask((store) => store.ask(event, { messageId: message.id, emoji }));
}

export function hasReacted({ reactions }: MessageView, emoji: string, userId: string): boolean {
  return reactions.some((reaction) => reaction.emoji === emoji && reaction.userIds.includes(userId));
}
