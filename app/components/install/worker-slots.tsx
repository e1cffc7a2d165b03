import { defineLazyPart, useLazyPart } from "#app/components/chat/lazy-part.ts";
import { useIdle } from "#app/hooks/use-idle.ts";

const noticesPart = defineLazyPart("worker-notices", () => import("./worker-notices.tsx"));

/** The place of the line that says that a page is a copy. All of it is loaded when the page has nothing else to do. */
export function OfflineCopySlot() {
  const part = useLazyPart(noticesPart, useIdle(allowsWorker));
  return part && <part.OfflineCopy />;
}

/** The place of the line that says that there is a new version. */
export function NewVersionSlot() {
  const part = useLazyPart(noticesPart, useIdle(allowsWorker));
  return part && <part.NewVersion />;
}

/** There is no worker while developing, nor in a browser that allows none here. */
function allowsWorker(): boolean {
  return import.meta.env.PROD && "serviceWorker" in navigator;
}
