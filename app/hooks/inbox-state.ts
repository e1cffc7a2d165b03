import type { MessageView } from "#app/shared/views.ts";
import type { LiveState } from "./live-state.ts";

/** The server counts no further. */
const COUNT_MAX = 100;

/**
 * Counts a message that has just come and is for the inbox: it names the person, or a thread goes on that they follow. What
 * cannot be known from it (who was there for `@here`, what an edit or a catch-up changes) the server tells as a number.
 */
export function countForInbox(state: LiveState, message: MessageView): LiveState {
  if (message.authorId === state.userId || !(names(state, message) || goesOn(state, message))) return state;
  return { ...state, inboxUnread: Math.min(COUNT_MAX, state.inboxUnread + 1) };
}

function names({ userId }: LiveState, { mentions, mentionAll }: MessageView): boolean {
  return mentionAll === "channel" || mentions.includes(userId);
}

function goesOn({ userId, follows, references, timelines }: LiveState, message: MessageView): boolean {
  const { parentId, channelId } = message;
  if (!parentId) return false;
  const root =
    references.get(parentId) ?? timelines.get(channelId)?.messages.find(({ id }) => id === parentId);
  return follows.get(parentId)?.follows ?? root?.authorId === userId;
}
