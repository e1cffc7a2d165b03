import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { AT_END_WITHIN } from "./hold-still.tsx";

interface TimelineScroll {
  scroller: RefObject<HTMLDivElement>;
  end: RefObject<HTMLDivElement>;
  /** Somebody has scrolled, or there is no way up: from then on edges that come near load more. */
  hasMoved: boolean;
  scrollToEnd: () => void;
}

interface TimelineScrollOptions {
  /** The last message in the page. */
  lastSeq: number;
  /** The number of the message to be shown in the middle. */
  target: number | undefined;
  /** Another one shows it again; empty while the address names no message. */
  visit: string;
  /** Whether the end of what is in the page is on the screen. */
  onEndOnScreen: (isThere: boolean) => void;
  /** The last message is in view of somebody who looks. */
  onSeen: (() => void) | undefined;
}

/** Where a timeline stands: at its end, at a message that was asked for, or where its reader scrolled. */
export function useTimelineScroll({
  lastSeq,
  target,
  visit,
  onEndOnScreen,
  onSeen,
}: TimelineScrollOptions): TimelineScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const [hasMoved, setMoved] = useState(false);
  const seen = useRef(onSeen);
  useEffect(() => {
    seen.current = onSeen;
  }, [onSeen]);

  useLayoutEffect(() => {
    if (target !== undefined && visit)
      document.getElementById(`message-${target}`)?.scrollIntoView({ block: "center" });
    if (target === undefined && scroller.current) scroller.current.scrollTop = 0;
  }, [target, visit]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const move = () => setMoved(true);
    // Somebody was quicker than the script, and could not scroll any further.
    if (element.scrollTop - 1 <= element.clientHeight - element.scrollHeight) move();
    element.addEventListener("scroll", move, { once: true, passive: true });
    return () => element.removeEventListener("scroll", move);
  }, []);

  useEffect(() => {
    if (!end.current) return;
    let isInView = false;
    const look = () => {
      if (isInView && lastSeq > 0 && document.visibilityState === "visible") seen.current?.();
    };
    const observer = new IntersectionObserver(
      ([entry]) => {
        isInView = entry?.isIntersecting ?? false;
        onEndOnScreen(isInView);
        look();
      },
      { root: scroller.current, rootMargin: `0px 0px ${AT_END_WITHIN}px` },
    );
    observer.observe(end.current);
    document.addEventListener("visibilitychange", look);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", look);
    };
  }, [lastSeq, onEndOnScreen]);

  return { scroller, end, hasMoved, scrollToEnd: () => scroller.current?.scrollTo({ top: 0 }) };
}
