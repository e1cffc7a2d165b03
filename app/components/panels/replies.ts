import type { LiveState } from "#app/hooks/live-state.ts";
import { MINUTE } from "#app/shared/time.ts";
import type { MessageView } from "#app/shared/views.ts";

/** As in the conversation: further messages of one author within this time belong to the same run. */
const RUN_WITHIN = 5 * MINUTE;

/** What is known live of the replies to a message: in its conversation, and of the thread once it was opened. */
export function listLiveReplies(state: LiveState, root: MessageView): MessageView[] {
  const timeline = state.timelines.get(root.channelId)?.messages ?? [];
  return [...state.references.values(), ...timeline].filter(({ parentId }) => parentId === root.id);
}

interface Reach {
  /** What was found begins with the thread's first reply. */
  reachesStart: boolean;
  /** It ends with the last one, so what came since belongs to it. */
  reachesEnd: boolean;
}

/**
 * The replies that were found, as they are known by now, and those that came since, in the order of `seq`. Replies that
 * are known beyond the ends of what was found stay away: there may be others in between.
 */
export function mergeReplies(
  found: readonly MessageView[],
  live: readonly MessageView[],
  { reachesStart, reachesEnd }: Reach,
): MessageView[] {
  const first = reachesStart ? 0 : (found[0]?.seq ?? 0);
  const last = reachesEnd ? Number.POSITIVE_INFINITY : (found.at(-1)?.seq ?? 0);
  const replies = new Map(found.map((reply) => [reply.id, reply]));
  for (const reply of live) {
    const known = replies.get(reply.id);
    const isWithin = reply.seq >= first && reply.seq <= last;
    if (known ? reply.version > known.version : isWithin) replies.set(reply.id, reply);
  }
  return [...replies.values()].sort((a, b) => a.seq - b.seq);
}

/** Whether a message belongs to the run of the one before it. */
export function continuesRun(previous: MessageView | undefined, message: MessageView): boolean {
  if (!previous || previous.authorId !== message.authorId) return false;
  return Date.parse(message.createdAt) - Date.parse(previous.createdAt) < RUN_WITHIN;
}
