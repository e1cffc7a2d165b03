// Small windows, large text and the system's colours: everything is there, and can be reached and pressed.
import type { Page } from "@playwright/test";
import { expect, test, type Person } from "./fixtures.ts";
import { listViolations } from "./inspect.ts";
import { listSmallTargets } from "./listening.ts";
import { findSidewaysScrolling } from "./sideways.ts";

/** What can be pressed or filled in, and lies outside the window with nothing that scrolls to it, or is cut off by what is around it. */
function listUnreachable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element, axis: "overflowX" | "overflowY") =>
      /auto|scroll/.test(getComputedStyle(element)[axis]);
    const around = (element: Element): Element[] =>
      element.parentElement ? [element.parentElement, ...around(element.parentElement)] : [];
    return [...document.querySelectorAll<HTMLElement>("a, button, input, select, summary, textarea")]
      .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .filter(
        (element) => !element.matches(".sr-only, [type=hidden], [type=file]") && !element.closest(".sr-only"),
      )
      .filter((element) => {
        const { left, right, top, bottom, width } = element.getBoundingClientRect();
        if (width < 2) return false;
        const boxes = around(element);
        const isBeside = left < -1 || right > innerWidth + 1;
        const isBeyond = top < -1 || bottom > innerHeight + 1;
        return (
          (isBeside && !boxes.some((box) => scrolls(box, "overflowX"))) ||
          (isBeyond && !boxes.some((box) => scrolls(box, "overflowY")))
        );
      })
      .map((element) => element.outerHTML.slice(0, 160));
  });
}

/** Words of controls that do not fit in them. */
function listCutOff(page: Page): Promise<string[]> {
  return page
    .locator("button:not([aria-label]), a[class*=min-h], label, legend, h1, h2")
    .evaluateAll((elements) =>
      elements
        .filter((element) => element.checkVisibility() && !element.closest(".sr-only"))
        // A name that is too long ends in dots, and says all of itself under the pointer.
        .filter((element) => !element.matches("[title].truncate, :has(.sr-only)"))
        .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
        .map((element) => element.outerHTML.slice(0, 160)),
    );
}

async function arrange(ada: Person, ben: Person): Promise<string[]> {
  const channel = await ada.createChannel({ topic: "Beds and bees" });
  await ben.join(channel);
  await ben.write(
    channel,
    "Who waters the beds? See https://example.org/a/rather/long/address/that/does/not/end",
  );
  const place = `/channels/${channel.id}`;
  return [place, `${place}/about`, `${place}/members`, "/channels", "/inbox", "/settings/appearance"];
}

async function expectAllThere({ page }: Person, where: string): Promise<void> {
  expect.soft(await findSidewaysScrolling(page), where).toEqual([]);
  expect.soft(await listSmallTargets(page), where).toEqual([]);
  expect.soft(await listUnreachable(page), where).toEqual([]);
  expect.soft(await listCutOff(page), where).toEqual([]);
}

test("at twice the size, on the smallest phone and with the largest text nothing is lost", async ({
  ada,
  ben,
}) => {
  test.setTimeout(180_000);
  const paths = await arrange(ada, ben);
  for (const textSize of ["medium", "largest"]) {
    await ada.ask("/me", { method: "PATCH", data: { textSize } });
    for (const path of paths) {
      await ada.open(path);
      for (const size of [
        { width: 640, height: 400 },
        { width: 320, height: 640 },
      ]) {
        await ada.page.setViewportSize(size);
        await expectAllThere(ada, `${path}, ${size.width} px, ${textSize} text`);
      }
      if (path === paths[0]) {
        await expect(ada.composer).toBeInViewport({ ratio: 1 });
        await expect(ada.sendButton).toBeInViewport({ ratio: 1 });
        await expect(ada.timeline).toBeInViewport();
      }
    }
  }
});

test("in the system's colours one sees what is chosen, what has the focus, and where things end", async ({
  ada,
  ben,
}) => {
  const [place = ""] = await arrange(ada, ben);
  const { page } = ada;
  await page.emulateMedia({ forcedColors: "active" });
  await ada.open(place);
  expect(await listViolations(page)).toEqual([]);
  const outline = (name: string) =>
    ada.sidebar.getByRole("link", { name }).evaluate((link) => getComputedStyle(link).outlineStyle);
  expect(await outline("Inbox")).toBe("none");
  await ada.sidebar.getByRole("link", { name: "Inbox" }).click();
  await expect(ada.heading("Inbox")).toBeVisible();
  expect(await outline("Inbox")).toBe("solid");

  await ada.open("/settings/appearance");
  const ground = (name: string) =>
    page
      .getByRole("group", { name: "Theme" })
      .getByText(name, { exact: true })
      .evaluate((label) => getComputedStyle(label).backgroundColor);
  expect(await ground("As the system")).not.toBe(await ground("Dark"));
});

test("a finger hits everything, and is told of no keys", async ({ ada, ben, browser, baseURL }) => {
  const paths = await arrange(ada, ben);
  const storageState = await ada.context.storageState();
  const context = await browser.newContext({
    baseURL,
    storageState,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  for (const path of paths) {
    await page.goto(path);
    expect.soft(await listSmallTargets(page), path).toEqual([]);
  }
  await page.goto("/channels");
  const jump = page
    .getByRole("navigation", { name: "Channels" })
    .getByRole("button", { name: "Jump to ..." });
  await expect(jump).toBeVisible();
  await expect(page.getByText("Ctrl+K")).toBeHidden();
  await ada.open("/inbox");
  await expect(ada.page.getByText("Ctrl+K")).toBeVisible();
  await context.close();
});
