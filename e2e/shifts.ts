import type { Page } from "@playwright/test";

/**
 * Notes every shift of the layout that nobody asked for (https://web.dev/articles/cls) in each document that the page opens
 * from now on. The returned function answers what moved on the page that is open.
 */
export async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { shifts: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
          sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
        };
        if (hadRecentInput) continue;
        for (const { node, previousRect, currentRect } of sources)
          seen.push(
            `${value.toFixed(4)}: ${node instanceof Element ? node.outerHTML.slice(0, 120) : node?.nodeName} from ${previousRect.x},${previousRect.y} to ${currentRect.x},${currentRect.y}`,
          );
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
}
