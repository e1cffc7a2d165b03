import type { MessageView } from "#app/shared/views.ts";

interface ThreadCount {
  replyCount: number;
  lastReplyAt: string | null;
}

/** The replies there are to each message that a thread began with, as far as known, by its id. */
export type ThreadCounts = ReadonlyMap<string, ThreadCount>;

/**
 * What the messages tell of their threads: a reply its number in one, a message that a thread began with how many there
 * were when it was read. A reply gives the other message no new version, and numbers only rise, so the highest is true.
 */
export function countReplies(known: ThreadCounts, messages: readonly MessageView[]): ThreadCounts {
  let next: Map<string, ThreadCount> | undefined;
  const raise = (rootId: string, replyCount: number, lastReplyAt: string | null) => {
    if (replyCount <= ((next ?? known).get(rootId)?.replyCount ?? 0)) return;
    next ??= new Map(known);
    next.set(rootId, { replyCount, lastReplyAt });
  };
  for (const message of messages) {
    if (message.parentId) raise(message.parentId, message.threadNo ?? 0, message.createdAt);
    raise(message.id, message.replyCount, message.lastReplyAt);
  }
  return next ?? known;
}

/** The message with the replies that it is known to have; the same one where it says so itself. */
export function withReplies(message: MessageView, counts: ThreadCounts): MessageView {
  const count = counts.get(message.id);
  return count && count.replyCount > message.replyCount ? { ...message, ...count } : message;
}
