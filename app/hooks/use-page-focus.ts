import { useEffect, useRef } from "react";

/**
 * After a step to another page that took away what had the focus, its heading has it: the next key goes on from there, and
 * one hears where one is. What stays in the page, such as a link of the sidebar, keeps it, and so does what a page wants
 * to be written in.
 */
export function usePageFocus(pathname: string): void {
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    if (document.activeElement !== document.body) return;
    const element = document.querySelector<HTMLElement>("main h1") ?? document.querySelector("main");
    if (!element) return;
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    // A click on its words is not meant for it.
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  }, [pathname]);
}
