import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { findSidewaysScrolling } from "./sideways.ts";

export const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
];
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds in the page as it is, in the colours of that scheme. */
export async function listViolations(page: Page, colorScheme: "light" | "dark" = "light"): Promise<string[]> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  const axe = new AxeBuilder({ page });
  // Of all the rules, only that of contrast sees colours.
  if (colorScheme === "light") axe.withTags(WCAG);
  else axe.withRules("color-contrast");
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
  );
}

/** Every size in both colour schemes: no sideways scrolling, and nothing that axe finds. */
export async function inspect(page: Page): Promise<void> {
  for (const size of SIZES) {
    for (const colorScheme of ["light", "dark"] as const) {
      await test.step(`${size.width} px, ${colorScheme}`, async () => {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        expect(await findSidewaysScrolling(page)).toEqual([]);
        expect(await listViolations(page, colorScheme)).toEqual([]);
      });
    }
  }
}
