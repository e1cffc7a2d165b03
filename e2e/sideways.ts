import type { Page } from "@playwright/test";

/** What scrolls sideways: the page itself or an element in it. Nothing should. */
export async function findSidewaysScrolling(page: Page): Promise<string[]> {
  return page.locator("html, html *").evaluateAll((elements) => {
    return elements
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .filter((element) => {
        const { overflowX } = getComputedStyle(element);
        return element === document.documentElement || overflowX === "auto" || overflowX === "scroll";
      })
      .map((element) => `${element.tagName} ${element.className}`);
  });
}
