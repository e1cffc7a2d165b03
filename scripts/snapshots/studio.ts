import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import sharp from "sharp";
import { PASSWORD } from "../seed/people.ts";
import type { Screen } from "./screens.ts";

const FOLDER = join(import.meta.dirname, "../../docs/snapshots");
/** Nothing of a picture depends on when it is taken: no caret blinks, and nothing is under way. */
const STILL = "*, *::before, *::after { animation: none !important; transition: none !important; }";

/** Takes the pictures of some screens, each in a browser of its own that nobody has used before. */
export async function openStudio(browser: Browser, base: string, screens: Screen[]): Promise<void> {
  for (const screen of screens) {
    const { name, who = "ada", width = 1280, height = width < 600 ? 844 : 800, scheme = "light" } = screen;
    const context = await browser.newContext({
      baseURL: base,
      viewport: { width, height },
      colorScheme: scheme,
      contrast: screen.hasMoreContrast ? "more" : "no-preference",
      locale: screen.language ?? "en-US",
      timezoneId: "UTC",
      reducedMotion: "reduce",
      hasTouch: width < 600,
      serviceWorkers: "block",
    });
    const page = await context.newPage();
    if (screen.isEmpty && who !== "nobody") await signUp(page);
    else if (who !== "nobody") await logIn(page, who);
    if (screen.channel) await page.goto(`${await findChannel(page, screen.channel)}${screen.path ?? ""}`);
    else await page.goto(screen.path ?? "/");
    await page.waitForLoadState("networkidle");
    await screen.prepare?.(page);
    await page.waitForLoadState("networkidle");
    const taken = await page.screenshot({ animations: "disabled", caret: "hide", style: STILL });
    await sharp(taken)
      .png({ palette: true, colours: 128, compressionLevel: 9, effort: 10 })
      .toFile(join(FOLDER, `${name}.png`));
    console.log(`${name}.png`);
    await context.close();
  }
}

async function logIn(page: Page, who: string): Promise<void> {
  await page.goto("/login");
  await page.locator("[name=login]").fill(who);
  await page.locator("[name=password]").fill(PASSWORD);
  await page.locator("[name=password]").press("Enter");
  await page.waitForURL((url) => !url.pathname.startsWith("/login"));
}

async function signUp(page: Page): Promise<void> {
  await page.goto("/signup");
  await page.locator("[name=email]").fill("ada@example.org");
  await page.locator("[name=username]").fill("ada");
  await page.locator("[name=displayName]").fill("Ada Lovelace");
  await page.locator("[name=password]").fill(PASSWORD);
  await page.locator("[name=password]").press("Enter");
  await page.waitForURL((url) => !url.pathname.startsWith("/signup"));
}

async function findChannel(page: Page, channel: string): Promise<string> {
  const link = page.locator("nav a[href^='/channels/']").filter({ hasText: channel }).first();
  return (await link.getAttribute("href"))!;
}
