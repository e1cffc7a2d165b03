import { useEffect, useRef } from "react";

/**
 * After a step to another page, be it at the same address, that took away what had the focus, its heading has it: the next
 * key goes on from there, and one hears where one is. What stays in the page, such as a link of the sidebar, keeps it, and
 * so does what a page wants to be written in.
 */
export function usePageFocus(page: string): void {
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    catchFocus(document.querySelector<HTMLElement>("main h1") ?? document.querySelector("main"));
  }, [page]);
}

/** Gives the focus to what takes none by itself, where what had it is gone. */
export function catchFocus(element: HTMLElement | null): void {
  if (!element || document.activeElement !== document.body) return;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  // A click on its words is not meant for it.
  element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
}
