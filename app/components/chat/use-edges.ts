import { useEffect, useRef, type RefObject } from "react";

interface EdgesOptions {
  scroller: RefObject<HTMLElement>;
  /** Stand at the first and the last row of the page. */
  start: RefObject<HTMLElement>;
  end: RefObject<HTMLElement>;
  /** Whether something is to be done about an edge that comes near. */
  wants: { older: boolean; newer: boolean };
  /** As much of what stands between them as leaves at one edge when more comes in at the other; none is 0, all is 1. */
  leaving: number;
  /** Changes with what stands between the edges, which are looked at anew then. */
  between: string;
  onNear: (direction: "older" | "newer") => void;
}

/** Screens: a wheel or a finger takes longer for them than what comes next takes to come. */
const NEAR = 2;

/** Tells when somebody nears the first or the last row of a list, before they reach it. */
export function useEdges({ scroller, start, end, wants, leaving, between, onNear }: EdgesOptions): void {
  const { older, newer } = wants;
  const callback = useRef(onNear);
  useEffect(() => {
    callback.current = onNear;
  });
  useEffect(() => {
    if (!scroller.current || (!older && !newer)) return;
    const screens = findNear(scroller.current, leaving);
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (isIntersecting) callback.current(target === start.current ? "older" : "newer");
        }
      },
      { root: scroller.current, rootMargin: `${screens * 100}% 0px` },
    );
    if (older && start.current) observer.observe(start.current);
    if (newer && end.current) observer.observe(end.current);
    return () => observer.disconnect();
  }, [scroller, start, end, older, newer, leaving, between]);
}

/**
 * From how many screens on an edge is near. Nobody is near to both at once, not even after more came in at one: on a tall
 * screen what had come would leave again at once.
 */
function findNear({ clientHeight, scrollHeight }: Element, leaving: number): number {
  if (leaving === 0) return NEAR;
  const most = (scrollHeight * (1 - 2 * leaving) - clientHeight) / 2;
  return Math.min(NEAR, Math.max(0, most / clientHeight));
}
