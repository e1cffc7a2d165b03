import { useEffect, type RefObject } from "react";
import { useLive, useLiveStore } from "#app/hooks/use-live.tsx";
import { useReload } from "#app/hooks/use-reload.ts";

/**
 * Tells that a thread was read up to `seq` once its end is in view of somebody who looks; 0: there is nothing to tell.
 * `hadUnread`: the page was made before it was read, so what it counts in the inbox is counted anew.
 */
export function useReadThread(
  end: RefObject<HTMLElement>,
  rootId: string,
  seq: number,
  hadUnread: boolean,
): void {
  const store = useLiveStore();
  const status = useLive((live) => live.status);
  const reload = useReload();
  useEffect(() => {
    const element = end.current;
    if (!element || seq === 0 || status !== "online") return;
    let isAtEnd = false;
    let isTold = false;
    const look = () => {
      if (!isAtEnd || isTold || document.visibilityState !== "visible") return;
      isTold = true;
      // What is not told now is told with the next reply, or when the thread is opened again.
      store.ask("thread:read", { rootId, seq }).then(
        () => hadUnread && reload(),
        () => undefined,
      );
    };
    const observer = new IntersectionObserver(([entry]) => {
      isAtEnd = entry?.isIntersecting ?? false;
      look();
    });
    observer.observe(element);
    document.addEventListener("visibilitychange", look);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", look);
    };
  }, [store, status, end, rootId, seq, hadUnread, reload]);
}
