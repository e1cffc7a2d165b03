import type { MessagePage, MessageView } from "#app/shared/views.ts";

/** So many messages of one channel are held; beyond them the far end is dropped, and loaded again on demand. */
export const TIMELINE_MAX = 12_000;

/** Of a channel that nobody looks at any more the newest are enough to come back to. */
const TIMELINE_KEPT = 600;

/** A stretch of a channel's messages without gaps, in the order of `seq`, as one client holds it. */
export interface TimelineState {
  messages: MessageView[];
  /** There are earlier ones than the first. */
  hasOlder: boolean;
  /** There are later ones than the last, which were not asked for. */
  hasNewer: boolean;
  /** Later ones that came before those in between: changes are told in the order of versions, not of numbers. */
  ahead: MessageView[];
}

export function openTimelineState(
  page: Pick<MessagePage, "messages" | "hasOlder" | "hasNewer">,
): TimelineState {
  return { messages: page.messages, hasOlder: page.hasOlder, hasNewer: page.hasNewer, ahead: [] };
}

/** The state after a message was created or changed. Telling the same thing twice, or late, changes nothing. */
export function applyMessage(state: TimelineState, message: MessageView): TimelineState {
  const first = state.messages[0]?.seq ?? Number.POSITIVE_INFINITY;
  const last = state.messages.at(-1)?.seq ?? 0;
  const index = message.seq - first;
  const known = state.messages[index];
  if (known) {
    if (known.version >= message.version) return state;
    return { ...state, messages: state.messages.with(index, message) };
  }
  // Older than what is shown, or beyond a page of history that does not reach the end.
  if (message.seq < first && state.messages.length > 0) return state;
  if (state.hasNewer) return state;
  const ahead = [...state.ahead.filter((other) => other.seq !== message.seq), newest(state.ahead, message)];
  return dropOlder(takeFollowing({ ...state, ahead }, last));
}

/** The state after a page of history that ends where this one begins, or begins where it ends. */
export function applyPage(state: TimelineState, page: MessagePage): TimelineState {
  const first = state.messages[0]?.seq ?? 0;
  const last = state.messages.at(-1)?.seq ?? 0;
  const older = page.messages.filter((message) => message.seq < first);
  const newer = page.messages.filter((message) => message.seq > last);
  const known = page.messages.filter((message) => message.seq >= first && message.seq <= last);
  const isBefore = older.at(-1)?.seq === first - 1;
  const isAfter = newer[0]?.seq === last + 1;
  const messages = [...(isBefore ? older : []), ...state.messages, ...(isAfter ? newer : [])];
  const end = messages.at(-1)?.seq ?? 0;
  const joined: TimelineState = {
    messages,
    hasOlder: isBefore ? page.hasOlder : state.hasOlder,
    hasNewer:
      isAfter || last >= (page.messages.at(-1)?.seq ?? 0) ? state.hasNewer && page.hasNewer : state.hasNewer,
    ahead: state.ahead.filter((message) => message.seq > end),
  };
  // What came ahead may be newer than what the page says of it.
  const overtaken = state.ahead.filter((message) => message.seq <= end);
  const next = [...known, ...overtaken].reduce(applyMessage, takeFollowing(joined, end));
  return isBefore && !isAfter ? dropNewer(next) : dropOlder(next);
}

/** The state with every message changed; the same one where none was. */
export function mapMessages(
  state: TimelineState,
  change: (message: MessageView) => MessageView,
): TimelineState {
  const messages = state.messages.map(change);
  const ahead = state.ahead.map(change);
  const isSame = (message: MessageView, index: number) => message === state.messages[index];
  if (messages.every(isSame) && ahead.every((message, index) => message === state.ahead[index])) return state;
  return { ...state, messages, ahead };
}

function newest(ahead: MessageView[], message: MessageView): MessageView {
  const other = ahead.find((candidate) => candidate.seq === message.seq);
  return other && other.version > message.version ? other : message;
}

function takeFollowing(state: TimelineState, last: number): TimelineState {
  const following: MessageView[] = [];
  let next = last + 1;
  for (;;) {
    const message = state.ahead.find((candidate) => candidate.seq === next);
    if (!message) break;
    following.push(message);
    next++;
  }
  if (following.length === 0) return state;
  return {
    ...state,
    messages: [...state.messages, ...following],
    ahead: state.ahead.filter((message) => message.seq >= next),
  };
}

/** What stays of a timeline that is no longer open. */
export function closeTimelineState(state: TimelineState): TimelineState {
  return dropOlder(state, TIMELINE_KEPT);
}

function dropOlder(state: TimelineState, max = TIMELINE_MAX): TimelineState {
  if (state.messages.length <= max) return state;
  return { ...state, messages: state.messages.slice(-max), hasOlder: true };
}

function dropNewer(state: TimelineState): TimelineState {
  if (state.messages.length <= TIMELINE_MAX) return state;
  return { ...state, messages: state.messages.slice(0, TIMELINE_MAX), hasNewer: true, ahead: [] };
}
