import { expect, type Page } from "@playwright/test";

/**
 * Waits until React has taken the page over. Remix suspends for a moment while it does, and a key that is pressed in that
 * moment makes React complain (its error 345) before it goes on.
 */
export async function expectHydrated(page: Page): Promise<void> {
  const isHydrated = () => Object.keys(document.body).some((key) => key.startsWith("__react"));
  await expect.poll(() => page.evaluate(isHydrated)).toBe(true);
}
