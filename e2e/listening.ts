import type { Page } from "@playwright/test";

/** What has the keyboard's focus, and whether one can see it. */
export interface Focus {
  name: string;
  isSomewhere: boolean;
  isSeen: boolean;
}

/** A ring on the element, or on what stands around a field or a choice for it. */
export function readFocus(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: "nothing", isSomewhere: false, isSeen: false };
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const name = (
      element.getAttribute("aria-label") ??
      labels[0]?.textContent ??
      element.textContent ??
      ""
    ).trim();
    const isRinged = (each: Element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
      return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    };
    // In a field the caret shows it; a box for others around it may have the ring.
    const isField = element.matches("textarea, input:not([type=checkbox], [type=radio], [type=file])");
    const around = [element, element.parentElement, element.closest("label"), element.closest("form")];
    return { name, isSomewhere: true, isSeen: isField || around.some((each) => each && isRinged(each)) };
  });
}

/**
 * Listens as a screen reader does: to what comes into live regions, without what is switched off or hidden in them.
 * Answers what was told since it was last asked, one text for each thing that came.
 */
export async function collectTold(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    const findRegion = (node: Node) => {
      const element = node instanceof Element ? node : node.parentElement;
      return element?.closest("[aria-live], [role=log], [role=status], [role=alert], output") ?? null;
    };
    const isTold = (node: Node) => {
      const element = node instanceof Element ? node : node.parentElement;
      const region = findRegion(node);
      if (node instanceof Element && node.matches("[role=log]")) return false;
      if (!element || !region || region.getAttribute("aria-live") === "off") return false;
      return !element.closest("[aria-hidden=true], [aria-busy=true]");
    };
    const read = (root: Node): string => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: string[] = [];
      if (root.nodeType === Node.TEXT_NODE) texts.push(root.textContent ?? "");
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (isTold(node)) texts.push(node.textContent ?? "");
      return texts
        .join(" ")
        .replace(/\s+/g, " ")
        .replace(/ ([.,])/g, "$1")
        .trim();
    };
    new MutationObserver((records) => {
      // What was being put together is told as a whole when it is done.
      const done = records.filter(({ type }) => type === "attributes").map(({ target }) => target);
      const nodes = new Set(
        records.flatMap(({ type, target, addedNodes }) =>
          type === "childList" ? [...addedNodes] : [target],
        ),
      );
      for (const node of nodes) {
        const isPart = done.some((each) => each !== node && each.contains(node));
        const text = node.isConnected && !isPart && isTold(node) ? read(node) : "";
        if (text) told.push(text);
      }
    }).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
      attributeFilter: ["aria-busy"],
    });
  });
  return () => page.evaluate(() => (window as unknown as { told: string[] }).told.splice(0));
}

/** Under 24 px with another target nearer than that, as WCAG 2.2 measures it. What stands in a sentence is left out. */
export function listSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SIDE = 24;
    const all = [...document.querySelectorAll<HTMLElement>("a, button, input, select, summary, textarea")]
      .filter((element) => element.checkVisibility({ opacityProperty: false, visibilityProperty: true }))
      .filter(
        (element) => !element.matches(".sr-only, [type=hidden]") && !element.closest("p, .message-text"),
      )
      .map((element) => {
        // A choice is hit by its label as well.
        const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
        const box = (label ?? element).getBoundingClientRect();
        return { element, box };
      })
      .filter(({ box }) => box.width > 1 && box.height > 1);
    const isSmall = ({ box }: (typeof all)[number]) => box.width < SIDE || box.height < SIDE;
    return all
      .filter((target) => {
        if (!isSmall(target)) return false;
        const x = target.box.x + target.box.width / 2;
        const y = target.box.y + target.box.height / 2;
        return all.some(({ element, box }) => {
          if (element === target.element || element.contains(target.element)) return false;
          const dx = Math.max(box.left - x, 0, x - box.right);
          const dy = Math.max(box.top - y, 0, y - box.bottom);
          return Math.hypot(dx, dy) < SIDE / 2;
        });
      })
      .map(
        ({ element, box }) =>
          `${element.outerHTML.slice(0, 120)} ${Math.round(box.width)}x${Math.round(box.height)}`,
      );
  });
}
