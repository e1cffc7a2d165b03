import { expect, type Page } from "@playwright/test";

/** Waits until scripts have taken the page over: from then on its links and forms are heard within the page. */
export async function expectHydrated(page: Page): Promise<void> {
  // Where Preact (11.2) keeps the listeners of an element.
  const isHydrated = () => [...document.querySelectorAll("a, form")].some((element) => "__a" in element);
  await expect.poll(() => page.evaluate(isHydrated)).toBe(true);
}
