import { expect, type Page } from "@playwright/test";

/** Waits until scripts have taken the page over, piece by piece: from then on it is heard within the page. */
export async function expectHydrated(page: Page): Promise<void> {
  // Where Preact (11.2) keeps the listeners of an element.
  const isHydrated = () => {
    const find = (selector: string) => [...document.querySelectorAll(selector)];
    const isHeard = (element: Element) => "__a" in element;
    return find("a, form").some(isHeard) && find("#sidebar a, [role=log] article").every(isHeard);
  };
  await expect.poll(() => page.evaluate(isHydrated)).toBe(true);
}
