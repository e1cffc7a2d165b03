import AxeBuilder from "@axe-core/playwright";
import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { LOCALES } from "#app/shared/locales.ts";
import { expect, test } from "./fixtures.ts";
import { findSidewaysScrolling } from "./sideways.ts";

const KEYS = new Set(
  readdirSync("app/i18n/en").flatMap((name) =>
    listKeys(JSON.parse(readFileSync(`app/i18n/en/${name}`, "utf8")) as object),
  ),
);

function listKeys(branch: object, prefix = ""): string[] {
  return Object.entries(branch).flatMap(([key, value]) =>
    typeof value === "string" ? [prefix + key] : listKeys(value as object, `${prefix}${key}.`),
  );
}

/** Keys that stand in the page in the place of their words. */
async function findRawKeys(page: Page): Promise<string[]> {
  const text = await page.locator("body").innerText();
  return [...text.matchAll(/\b[a-z][A-Za-z]*(?:\.\w+)+\b/g)]
    .map(([word]) => word)
    .filter((word) => KEYS.has(word));
}

/** Buttons and links whose words do not fit. */
async function findCutOff(page: Page): Promise<string[]> {
  return page
    .locator("header :is(a, button), main form button, nav[aria-label] > a")
    .evaluateAll((elements) =>
      elements
        .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
        .map(({ textContent }) => textContent ?? ""),
    );
}

test(
  "who is not signed in reads what the browser asks for, whatever the region",
  { tag: "@nojs" },
  async ({ browser, baseURL }) => {
    for (const [asked, locale] of [
      ["pt-PT", "pt-BR"],
      ["zh-TW", "zh-CN"],
      ["ar-EG", "ar"],
      ["nl", "en"],
    ] as const) {
      const context = await browser.newContext({ baseURL, locale: asked });
      const page = await context.newPage();
      await page.goto("/login");
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
      await expect(page.locator("html")).toHaveAttribute("dir", locale === "ar" ? "rtl" : "ltr");
      await context.close();
    }
  },
);

test(
  "the settings change the language of everything, on all devices",
  { tag: "@nojs" },
  async ({ ada, browser, baseURL }) => {
    const { page } = ada;
    await ada.open("/settings/appearance");
    await page.getByRole("combobox", { name: "Language" }).selectOption("de");
    await page.getByRole("main").getByRole("button").last().click();
    await expect(page.getByRole("status")).toHaveText("Gespeichert.");
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await expect(page.getByRole("navigation", { name: "Kanäle" })).toHaveCount(1);

    const context = await browser.newContext({ baseURL });
    await context.addCookies(
      (await ada.context.cookies()).filter(({ name }) => name !== "parley_preferences"),
    );
    const other = await context.newPage();
    await other.goto("/search");
    await expect(other.getByRole("searchbox", { name: "Nachrichten durchsuchen" })).toBeVisible();
    await context.close();
  },
);

test("Arabic runs from right to left, and nothing scrolls sideways", async ({ admin }) => {
  const { page } = admin;
  const garden = await admin.createChannel();
  await admin.write(garden, "Hello garden", "مرحبا بكم في الحديقة");
  await admin.ask("/me", { method: "PATCH", data: { locale: "ar" } });
  for (const path of [`/channels/${garden.id}`, "/settings/appearance", "/admin/users"]) {
    await admin.open(path);
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    for (const width of [390, 820, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await findSidewaysScrolling(page), `${path} at ${width}`).toEqual([]);
    }
    const sidebar = await page.locator("nav#sidebar").boundingBox();
    expect(sidebar!.x, "the sidebar is at the right").toBeGreaterThan(640);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
});

test("every page speaks every language, and fits a phone in it", async ({ ada, browser, baseURL }) => {
  test.setTimeout(240_000);
  const { page } = ada;
  const garden = await ada.createChannel();
  await ada.write(garden, "123");
  const paths = ["profile", "appearance", "security", "notifications", "privacy", "account"].map(
    (name) => `/settings/${name}`,
  );
  await page.setViewportSize({ width: 390, height: 800 });
  for (const locale of LOCALES) {
    await test.step(locale, async () => {
      const context = await browser.newContext({ baseURL, locale, viewport: { width: 390, height: 800 } });
      const outside = await context.newPage();
      await ada.ask("/me", { method: "PATCH", data: { locale } });
      for (const [tab, path] of [
        ...["/login", "/signup"].map((each) => [outside, each] as const),
        ...[
          `/channels/${garden.id}`,
          "/channels/browse?query=nothing%20has%20this%20name",
          "/search",
          "/inbox",
          ...paths,
        ].map((each) => [page, each] as const),
      ]) {
        await tab.goto(path);
        const where = `${path} in ${locale}`;
        await expect(tab.locator("html"), where).toHaveAttribute("lang", locale);
        expect(await findRawKeys(tab), where).toEqual([]);
        expect(await findSidewaysScrolling(tab), where).toEqual([]);
        expect(await findCutOff(tab), where).toEqual([]);
        if (locale !== "en")
          expect(await tab.locator("body").innerText(), where).not.toMatch(/\b(the|your|you|with|and)\b/);
      }
      await context.close();
    });
  }
});
