import { useEffect, useState } from "react";
import { defineLazyPart, useLazyPart } from "#app/components/chat/lazy-part.ts";

const noticesPart = defineLazyPart("worker-notices", () => import("./worker-notices.tsx"));

/** The place of the line that says that a page is a copy. All of it is loaded when the page has nothing else to do. */
export function OfflineCopySlot() {
  const part = useNotices();
  return part && <part.OfflineCopy />;
}

/** The place of the line that says that there is a new version. */
export function NewVersionSlot() {
  const part = useNotices();
  return part && <part.NewVersion />;
}

function useNotices() {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    // There is no worker while developing, nor in a browser that allows none here.
    if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
    const goOn = () => setIdle(true);
    // Safari has no idle callbacks.
    if (!("requestIdleCallback" in window)) {
      const timer = setTimeout(goOn, 1000);
      return () => clearTimeout(timer);
    }
    const callback = requestIdleCallback(goOn, { timeout: 2000 });
    return () => cancelIdleCallback(callback);
  }, []);
  return useLazyPart(noticesPart, isIdle);
}
