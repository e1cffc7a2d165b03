import { useEffect, useRef, type RefObject } from "react";

/** Of a page, so much of it is left to see where one was. */
const PAGE = 0.9;

/**
 * Page keys move through the timeline also while somebody writes, and End goes to the newest message rather than to the
 * last one in the page. In fields, lists and dialogs keys are left alone.
 */
export function useTimelineKeys(scroller: RefObject<HTMLElement>, goToEnd: (() => void) | undefined): void {
  const end = useRef(goToEnd);
  useEffect(() => {
    end.current = goToEnd;
  });
  useEffect(() => {
    function listen(event: KeyboardEvent): void {
      const element = scroller.current;
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
      if (!element || event.defaultPrevented || hasModifier) return;
      const { target } = event;
      const isInList = target instanceof Element && element.contains(target) && !isField(target);
      const isFree =
        isInList ||
        target === document.body ||
        (target instanceof Element && target.matches("main, main h1"));
      const by = { PageUp: -PAGE, PageDown: PAGE }[event.key];
      if (by !== undefined && (isFree || (target instanceof Element && isComposer(target)))) {
        event.preventDefault();
        element.scrollBy({ top: by * element.clientHeight });
      } else if (event.key === "End" && isFree && end.current) {
        event.preventDefault();
        end.current();
      } else if (event.key === "Home" && isFree) {
        event.preventDefault();
        element.scrollTo({ top: -element.scrollHeight });
      }
    }
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [scroller]);
}

function isField(target: Element): boolean {
  return target.matches("input, textarea, select, [contenteditable]");
}

/** One that shows all of what is in it has no use for these keys itself. */
function isComposer(target: Element): boolean {
  return target.matches(".composer-text") && target.scrollHeight <= target.clientHeight + 1;
}
