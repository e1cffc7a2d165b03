import type { Page } from "@playwright/test";

export interface Screen {
  /** Of the file. */
  name: string;
  who?: "ada" | "omar" | "nils" | "nobody";
  /** On an installation with nobody in it. */
  isEmpty?: true;
  channel?: string;
  /** After the channel's own, where there is one. */
  path?: string;
  width?: number;
  height?: number;
  scheme?: "light" | "dark";
  hasMoreContrast?: true;
  language?: string;
  prepare?: (page: Page) => Promise<void>;
}

/** The screens by which the interface is judged, in the order in which people meet them. */
export const SCREENS: Screen[] = [
  { name: "01-log-in", who: "nobody", path: "/login" },
  { name: "02-first-steps", isEmpty: true },
  { name: "03-channel-light", channel: "garden" },
  { name: "04-thread-dark", channel: "garden", scheme: "dark", prepare: openThread },
  { name: "05-channel-phone", channel: "garden", width: 390 },
  { name: "06-conversations-phone-dark", path: "/channels", width: 390, scheme: "dark" },
  { name: "07-switcher", channel: "general", prepare: openSwitcher },
  { name: "08-emoji", channel: "general", prepare: openEmoji },
  {
    name: "09-appearance-contrast-dark",
    path: "/settings/appearance",
    scheme: "dark",
    hasMoreContrast: true,
  },
  { name: "10-arabic", who: "omar", channel: "الحديقة", language: "ar" },
  { name: "11-members-phone", channel: "garden", path: "/members", width: 390 },
  { name: "12-search", path: "/search?q=water" },
  { name: "13-shortcuts", path: "/help/shortcuts" },
];

async function openThread(page: Page): Promise<void> {
  const log = page.getByRole("log");
  await log.hover();
  const thread = page.locator("a[href*='/threads/']").first();
  // What is older loads on the way up.
  while ((await thread.count()) === 0) await page.mouse.wheel(0, -2000);
  await thread.click();
  await page.getByRole("heading", { name: "Thread" }).waitFor();
}

async function openSwitcher(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").last().fill("ga");
}

async function openEmoji(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill("The plan for **Saturday**: gate at ten,");
  await page.getByRole("main").getByRole("button", { name: /emoji/i }).last().click();
  await page.getByRole("gridcell").first().waitFor();
}
