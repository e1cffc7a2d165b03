import { useEffect, useRef, type RefObject } from "react";

interface EdgesOptions {
  scroller: RefObject<HTMLElement>;
  /** Stand at the first and the last row of the page. */
  start: RefObject<HTMLElement>;
  end: RefObject<HTMLElement>;
  /** Whether something is to be done about an edge that comes near. */
  wants: { older: boolean; newer: boolean };
  /** Changes with what stands between the edges, which are looked at anew then. */
  between: string;
  onNear: (direction: "older" | "newer") => void;
}

/** Two screens: a wheel or a finger takes longer for them than what comes next takes to come. */
const NEAR = "200% 0px";

/** Tells when somebody nears the first or the last row of a list, before they reach it. */
export function useEdges({ scroller, start, end, wants, between, onNear }: EdgesOptions): void {
  const { older, newer } = wants;
  const callback = useRef(onNear);
  useEffect(() => {
    callback.current = onNear;
  });
  useEffect(() => {
    if (!older && !newer) return;
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (isIntersecting) callback.current(target === start.current ? "older" : "newer");
        }
      },
      { root: scroller.current, rootMargin: NEAR },
    );
    if (older && start.current) observer.observe(start.current);
    if (newer && end.current) observer.observe(end.current);
    return () => observer.disconnect();
  }, [scroller, start, end, older, newer, between]);
}
