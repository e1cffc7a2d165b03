import { useEffect, useRef, useState } from "react";
import type { TimelineState } from "#app/hooks/timeline-state.ts";
import { SECOND } from "#app/shared/time.ts";
import {
  fitWindow,
  isTooLong,
  moveWindow,
  openAround,
  openAtEnd,
  trimWindow,
  type TimelineWindow,
} from "./timeline-window.ts";

/** Screen readers have heard of a message by then; what changes about it later is not told as if it were new. */
const HEARD_AFTER = 2 * SECOND;

/** A few frames of a slow phone. */
const SETTLED_AFTER = SECOND / 10;

interface TimelineWindowOptions {
  timeline: TimelineState;
  /** The end of what is in the page is on the screen. */
  isAtEnd: boolean;
  /** The number of the message that the address names, or that is being edited. */
  target: number | undefined;
  /** Another one shows the target again; empty while the address names none. */
  visit: string;
}

interface WindowOfTimeline {
  window: TimelineWindow;
  /** The target, until it has left the page: it takes the focus once, not whenever it comes back. */
  linked: number | undefined;
  /** One step on. */
  move: (direction: "older" | "newer") => void;
  /** The newest that are loaded. */
  moveToEnd: () => void;
}

/** Which of the loaded messages stand in the page. */
export function useTimelineWindow(options: TimelineWindowOptions): WindowOfTimeline {
  const { timeline, isAtEnd, target, visit } = options;
  const [stored, setStored] = useState(() => openAround(timeline, target));
  const [visited, setVisited] = useState(visit);
  const [linked, setLinked] = useState(target);
  let window = fitWindow(stored, timeline, isAtEnd);
  if (visit !== visited) {
    setVisited(visit);
    setLinked(target);
    const isThere = target !== undefined && target >= window.from && target <= window.to;
    if (target !== undefined && !isThere) window = openAround(timeline, target);
  } else if (linked !== undefined && (linked < window.from || linked > window.to)) {
    setLinked(undefined);
  }
  if (window !== stored) setStored(window);

  // What has been loaded meanwhile counts for somebody who asked for it.
  const latest = useRef(timeline);
  useEffect(() => {
    latest.current = timeline;
  }, [timeline]);

  const isLong = isAtEnd && isTooLong(window);
  useEffect(() => {
    if (!isLong) return;
    // In the frame after that which shows what has come.
    const timer = setTimeout(() => setStored((now) => trimWindow(now, latest.current)), SETTLED_AFTER);
    return () => clearTimeout(timer);
  }, [isLong]);

  const isHeard = window.quietUpTo >= window.last;
  useEffect(() => {
    if (isHeard) return;
    const timer = setTimeout(() => setStored((now) => ({ ...now, quietUpTo: now.last })), HEARD_AFTER);
    return () => clearTimeout(timer);
  }, [isHeard, window.last]);

  return {
    window,
    linked,
    move: (direction) => setStored((now) => moveWindow(now, latest.current, direction)),
    moveToEnd: () => setStored(openAtEnd(timeline)),
  };
}
