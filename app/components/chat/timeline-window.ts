import type { TimelineState } from "#app/hooks/timeline-state.ts";
import type { MessageView } from "#app/shared/views.ts";
import { isFolded } from "./timeline-rows.ts";

/** So many rows of a timeline stand in the page; what is on its way and an open thread have room beside them, below 300. */
export const WINDOW_MAX = 220;

/** So many rows come in, and leave at the other end, when somebody nears an edge: few enough for one frame of a slow phone. */
export const WINDOW_STEP = 20;

/**
 * The stretch of a loaded timeline that stands in the page, by the numbers of its first and last message. Zero: nothing
 * is loaded.
 */
export interface TimelineWindow {
  from: number;
  to: number;
  /** The last that was loaded when this was made: a window that reached it goes on when there is more. */
  last: number;
  /** Up to here all is history: what comes into the page is not told to those who listen. */
  quietUpTo: number;
}

type Loaded = Pick<TimelineState, "messages" | "hasNewer">;

const NOTHING: TimelineWindow = { from: 0, to: 0, last: 0, quietUpTo: 0 };

/** The end of what is loaded. */
export function openAtEnd({ messages }: Loaded): TimelineWindow {
  const last = messages.at(-1);
  if (!last) return NOTHING;
  const from = messages[walkBack(messages, messages.length - 1, WINDOW_MAX)] ?? last;
  return { from: from.seq, to: last.seq, last: last.seq, quietUpTo: last.seq };
}

/** A message and what stands around it; the end where it is not loaded. */
export function openAround(loaded: Loaded, seq: number | undefined): TimelineWindow {
  const { messages } = loaded;
  const index = seq === undefined ? -1 : findIndex(messages, seq);
  if (!messages[index]) return openAtEnd(loaded);
  const end = walkForward(messages, index, WINDOW_MAX / 2);
  return span(messages, walkBack(messages, end, WINDOW_MAX), end);
}

/**
 * The window after messages came or went. It follows the end for whoever stands there; somebody who reads further up keeps
 * what they read, and what comes beyond its size stays out.
 */
export function fitWindow(known: TimelineWindow, loaded: Loaded, isAtEnd: boolean): TimelineWindow {
  const { messages, hasNewer } = loaded;
  const first = messages[0]?.seq ?? 0;
  const last = messages.at(-1)?.seq ?? 0;
  if (known.last === 0 || known.to < first || known.from > last) {
    const isSame = known.last === 0 && last === 0;
    // Into an empty conversation nothing comes but what is new.
    return isSame ? known : { ...openAtEnd(loaded), quietUpTo: known.last === 0 && !hasNewer ? 0 : last };
  }
  const start = findIndex(messages, Math.max(known.from, first));
  const goesOn = known.to >= known.last || known.to > last;
  const end = goesOn ? messages.length - 1 : findIndex(messages, known.to);
  // Rows that came and rows that went in one frame look to a browser like rows that jumped: the others go later.
  const from = isAtEnd && goesOn ? Math.max(start, walkBack(messages, end, WINDOW_MAX + WINDOW_STEP)) : start;
  const to = Math.min(end, walkForward(messages, from, WINDOW_MAX + WINDOW_STEP));
  const next = {
    from: messages[from]?.seq ?? first,
    to: messages[to]?.seq ?? last,
    last,
    quietUpTo: hasNewer ? last : Math.min(known.quietUpTo, last),
  };
  return isSameWindow(known, next) ? known : next;
}

/** The window at its size, after it followed the end for a while. */
export function trimWindow(known: TimelineWindow, { messages }: Loaded): TimelineWindow {
  const from = walkBack(messages, findIndex(messages, known.to), WINDOW_MAX);
  const next = { ...known, from: Math.max(known.from, messages[from]?.seq ?? known.from) };
  return isSameWindow(known, next) ? known : next;
}

/** Whether it is time to trim it. */
export function isTooLong({ from, to }: TimelineWindow): boolean {
  return to - from >= WINDOW_MAX + WINDOW_STEP / 2;
}

/** The window one step on, as far as there is something. */
export function moveWindow(
  known: TimelineWindow,
  { messages }: Loaded,
  direction: "older" | "newer",
): TimelineWindow {
  if (known.last === 0) return known;
  const start = findIndex(messages, known.from);
  const end = findIndex(messages, known.to);
  if (direction === "older") {
    const from = walkBack(messages, start - 1, WINDOW_STEP);
    if (from >= start) return known;
    return { ...span(messages, from, Math.min(end, walkForward(messages, from, WINDOW_MAX))) };
  }
  const to = walkForward(messages, end + 1, WINDOW_STEP);
  if (to <= end) return known;
  return span(messages, Math.max(start, walkBack(messages, to, WINDOW_MAX)), to);
}

/** Where a message stands among those that are loaded, which have no gaps. */
export function findIndex(messages: readonly MessageView[], seq: number): number {
  return seq - (messages[0]?.seq ?? 0);
}

function span(messages: readonly MessageView[], start: number, end: number): TimelineWindow {
  const last = messages.at(-1)?.seq ?? 0;
  return { from: messages[start]?.seq ?? 0, to: messages[end]?.seq ?? last, last, quietUpTo: last };
}

function isSameWindow(a: TimelineWindow, b: TimelineWindow): boolean {
  return a.from === b.from && a.to === b.to && a.last === b.last && a.quietUpTo === b.quietUpTo;
}

/** The first of at most so many rows that end with this one. People who come and go share one. */
function walkBack(messages: readonly MessageView[], end: number, rows: number): number {
  let start = end + 1;
  for (let count = 0; start > 0; start--) {
    const message = messages[start - 1];
    if (!message || (!isFolded(messages[start - 2], message) && ++count > rows)) break;
  }
  return start;
}

/** The last of at most so many rows that begin with this one. */
function walkForward(messages: readonly MessageView[], start: number, rows: number): number {
  let end = start - 1;
  for (let count = 0; end < messages.length - 1; end++) {
    const message = messages[end + 1];
    const isMore = end + 1 === start || !isFolded(messages[end], message);
    if (!message || (isMore && ++count > rows)) break;
  }
  return end;
}
