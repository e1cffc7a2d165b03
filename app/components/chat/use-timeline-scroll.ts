import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

/** Effects before painting are for browsers only; React warns of them on a server. */
const useBrowserLayoutEffect = typeof document === "undefined" ? useEffect : useLayoutEffect;

interface TimelineScroll {
  scroller: RefObject<HTMLDivElement>;
  end: RefObject<HTMLDivElement>;
  /** The end of what is loaded is on the screen. */
  isAtEnd: boolean;
  goToEnd: () => void;
  /** What is on the screen stays where it is when the messages change next. */
  holdStill: () => void;
}

interface TimelineScrollOptions {
  firstSeq: number;
  lastSeq: number;
  /** The number of the message to be shown in the middle. */
  target: number | undefined;
  /** Another one shows it again; empty while the address names no message. */
  visit: string;
  /** The newest message is in view of somebody who looks. */
  onSeen: ((seq: number) => void) | undefined;
}

/** Where a timeline stands: at its end, at a message that was asked for, or where its reader scrolled. */
export function useTimelineScroll({
  firstSeq,
  lastSeq,
  target,
  visit,
  onSeen,
}: TimelineScrollOptions): TimelineScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const held = useRef<{ element: Element; top: number } | null>(null);
  const [isAtEnd, setAtEnd] = useState(target === undefined);
  const seen = useRef(onSeen);
  useEffect(() => {
    seen.current = onSeen;
  }, [onSeen]);

  useBrowserLayoutEffect(() => {
    if (target !== undefined && visit)
      document.getElementById(`message-${target}`)?.scrollIntoView({ block: "center" });
    if (target === undefined && scroller.current) scroller.current.scrollTop = 0;
  }, [target, visit]);

  useBrowserLayoutEffect(() => {
    if (!held.current || !scroller.current) return;
    const { element, top } = held.current;
    held.current = null;
    scroller.current.scrollTop += element.getBoundingClientRect().top - top;
  }, [firstSeq, lastSeq]);

  useEffect(() => {
    if (!end.current) return;
    let isInView = false;
    const look = () => {
      if (isInView && lastSeq > 0 && document.visibilityState === "visible") seen.current?.(lastSeq);
    };
    const observer = new IntersectionObserver(([entry]) => {
      isInView = entry?.isIntersecting ?? false;
      setAtEnd(isInView);
      look();
    });
    observer.observe(end.current);
    document.addEventListener("visibilitychange", look);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", look);
    };
  }, [lastSeq]);

  return {
    scroller,
    end,
    isAtEnd,
    goToEnd: () => scroller.current?.scrollTo({ top: 0 }),
    holdStill: () => {
      // The browser holds what is added above, but follows the end of a list that stands there.
      const element = document.getElementById(`message-${lastSeq}`);
      if (element) held.current = { element, top: element.getBoundingClientRect().top };
    },
  };
}
