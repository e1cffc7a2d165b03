import { useState } from "react";
import type { TimelineState } from "#app/hooks/timeline-state.ts";
import { WINDOW_STEP, type TimelineWindow } from "./timeline-window.ts";

type Direction = "older" | "newer";

export type LoadState = "idle" | "loading" | "failed";

export type LoadMore = (direction: Direction, seq: number) => Promise<boolean>;

interface MoreMessagesOptions {
  timeline: TimelineState;
  window: TimelineWindow;
  loadMore: LoadMore | undefined;
  move: (direction: Direction) => void;
}

/** With fewer rows than this outside of the page, the next are asked for. */
const AHEAD = 6 * WINDOW_STEP;

/** What comes before and after that which is in the page: from what is loaded, else from the server. */
export function useMoreMessages({ timeline, window, loadMore, move }: MoreMessagesOptions) {
  const [states, setStates] = useState<Record<Direction, LoadState>>({ older: "idle", newer: "idle" });
  const first = timeline.messages[0]?.seq ?? 0;
  const last = timeline.messages.at(-1)?.seq ?? 0;
  const outside = { older: window.from - first, newer: last - window.to };
  const hasMore = { older: timeline.hasOlder, newer: timeline.hasNewer };

  async function load(direction: Direction): Promise<void> {
    if (!loadMore || !hasMore[direction] || states[direction] === "loading") return;
    setStates((now) => ({ ...now, [direction]: "loading" }));
    const hasCome = await loadMore(direction, direction === "older" ? first : last);
    setStates((now) => ({ ...now, [direction]: hasCome ? "idle" : "failed" }));
  }

  // What failed is asked for again only by somebody who wants it.
  const canLoad = (direction: Direction) =>
    hasMore[direction] && loadMore !== undefined && states[direction] === "idle";
  return {
    states,
    wants: {
      older: outside.older > 0 || canLoad("older"),
      newer: outside.newer > 0 || canLoad("newer"),
    },
    /** Somebody nears the edge. */
    onNear: (direction: Direction): void => {
      if (outside[direction] > 0) move(direction);
      if (outside[direction] < AHEAD && canLoad(direction)) void load(direction);
    },
    /** Somebody wants it. */
    ask: (direction: Direction): void => {
      if (outside[direction] > 0) move(direction);
      else void load(direction).then(() => move(direction));
    },
  };
}
