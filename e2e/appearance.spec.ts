import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Person } from "./fixtures.ts";
import { findSidewaysScrolling } from "./sideways.ts";

type Choice = [group: string, option: string];

async function choose({ page }: Person, ...choices: Choice[]): Promise<void> {
  for (const [group, option] of choices)
    await page.getByRole("group", { name: group }).getByText(option, { exact: true }).click();
}

async function save({ page }: Person): Promise<void> {
  await page.getByRole("main").getByRole("button").last().click();
  await expect(page).toHaveURL(/\?saved$/);
}

/** What the browser makes of the page: the sum of what its styles say, whatever attributes it goes by. */
async function measure({ page }: Person) {
  return page.evaluate(() => {
    const { fontSize, backgroundColor, colorScheme } = getComputedStyle(document.documentElement);
    const row = document.querySelector("nav#sidebar a");
    return {
      text: Number.parseFloat(getComputedStyle(document.body).fontSize),
      root: Number.parseFloat(fontSize),
      row: row ? row.getBoundingClientRect().height : 0,
      ground: backgroundColor,
      colorScheme,
    };
  });
}

test(
  "dark, compact and the largest text are there on the first paint, here and on another device",
  { tag: "@nojs" },
  async ({ ada, ben, browser, baseURL }) => {
    await ada.page.emulateMedia({ colorScheme: "light" });
    await ada.open("/settings/appearance");
    const before = await measure(ada);
    expect(before).toMatchObject({ text: 15, colorScheme: "light dark" });
    await choose(ada, ["Theme", "Dark"], ["Text size", "Largest"], ["Density", "Compact"]);
    await save(ada);
    await expect(ada.page.getByRole("status")).toHaveText("Saved.");

    // No script has run here: what a fresh document looks like is what its first paint looks like.
    const fresh = await browser.newContext({ javaScriptEnabled: false, baseURL, colorScheme: "light" });
    await fresh.addCookies(await ada.context.cookies());
    const page = await fresh.newPage();
    await page.goto("/inbox");
    const html = page.locator("html");
    await expect(html).toHaveCSS("color-scheme", "dark");
    await expect(page.locator("body")).toHaveCSS("font-size", "20px");
    expect(await findSidewaysScrolling(page)).toEqual([]);

    await test.step("on another device, after logging in", async () => {
      const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
      const other = await context.newPage();
      await other.goto("/login");
      await expect(other.locator("body")).toHaveCSS("font-size", "15px");
      await other.getByLabel("Email or username").fill(ada.account.username);
      await other.getByLabel("Password").fill(ada.account.password);
      await other.getByRole("button", { name: "Log in" }).click();
      await expect(other.locator("body")).toHaveCSS("font-size", "20px");
      await expect(other.locator("html")).toHaveCSS("color-scheme", "dark");
      await context.close();
    });
    await fresh.close();

    await test.step("and for nobody else", async () => {
      await ben.open("/settings/appearance");
      expect(await measure(ben)).toMatchObject({ text: 15, colorScheme: "light dark" });
    });
  },
);

test("a choice shows at once, and is gone with the page unless it is saved", async ({ ada }) => {
  const { page } = ada;
  await ada.open("/settings/appearance");
  const before = await measure(ada);
  await choose(ada, ["Theme", "Dark"], ["Text size", "Small"], ["Density", "Compact"]);
  const tried = await measure(ada);
  expect(tried).toMatchObject({ text: 14, colorScheme: "dark" });
  expect(tried.ground).not.toBe(before.ground);
  expect(tried.row).toBeLessThan(before.row);
  expect(tried.row, "a row can still be pressed").toBeGreaterThanOrEqual(24);
  await page.getByRole("link", { name: "Privacy" }).click();
  await expect(ada.heading("Privacy")).toBeVisible();
  expect(await measure(ada)).toEqual(before);

  await test.step("also by the keyboard", async () => {
    await page.getByRole("link", { name: "Appearance" }).click();
    const system = page.getByRole("group", { name: "Theme" }).getByRole("radio", { name: "As the system" });
    await system.focus();
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("radio", { name: "Light" })).toBeChecked();
    await expect(page.locator("html")).toHaveCSS("color-scheme", "light");
  });
});

test(
  "the language is that of the whole document, right to left where it is written so",
  { tag: "@nojs" },
  async ({ ada }) => {
    const { page } = ada;
    const html = page.locator("html");
    const choose = async (language: string) => {
      await ada.open("/settings/appearance");
      await page.locator("select[name=locale]").selectOption(language);
      await save(ada);
    };
    const channel = await ada.createChannel();
    await ada.write(channel, "When was this?");
    const hour = async () => {
      await ada.open(`/channels/${channel.id}`);
      return page.getByRole("article").first().locator("time").first().getAttribute("title");
    };
    await choose("de");
    await expect(html).toHaveAttribute("lang", "de");
    await expect(html).toHaveAttribute("dir", "ltr");
    expect(await hour()).toMatch(/^\p{L}+, \d{1,2}\. \p{L}+ \d{4}/u);
    await choose("ar");
    await expect(html).toHaveAttribute("lang", "ar");
    await expect(html).toHaveAttribute("dir", "rtl");
    const bar = await page.locator("nav#sidebar").boundingBox();
    expect(bar!.x, "the sidebar stands at the start, which is the right").toBeGreaterThan(640);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await findSidewaysScrolling(page)).toEqual([]);
    }
  },
);

test(
  "who is not signed in chooses a language at the foot of the page",
  { tag: "@nojs" },
  async ({ meet }) => {
    const { page } = await meet("cleo");
    await page.goto("/login?next=%2Finbox");
    await page.locator("summary").filter({ hasText: "English" }).click();
    await page.getByRole("button", { name: "العربية" }).click();
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    await expect(page).toHaveURL("/login?next=%2Finbox");
    await page.goto("/signup");
    await expect(page.locator("html")).toHaveAttribute("lang", "ar");
  },
);

test("the page of looks can be read in all of them", async ({ ada }) => {
  const { page } = ada;
  const looks = [
    { theme: "light", contrast: "system" },
    { theme: "dark", contrast: "system" },
    { theme: "light", contrast: "more" },
    { theme: "dark", contrast: "more" },
  ];
  for (const look of looks) {
    await ada.ask("/me", { method: "PATCH", data: { ...look, textSize: "largest" } });
    await test.step(`${look.theme}, contrast ${look.contrast}`, async () => {
      await ada.open("/settings/appearance");
      const axe = new AxeBuilder({ page });
      // The rest of the rules see no colours.
      if (look !== looks[0]) axe.withRules("color-contrast");
      expect((await axe.analyze()).violations).toEqual([]);
    });
  }
  for (const width of [320, 390, 820]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await findSidewaysScrolling(page)).toEqual([]);
  }
  await test.step("more contrast where the system asks for it", async () => {
    await ada.ask("/me", { method: "PATCH", data: { theme: "light", contrast: "system" } });
    await page.emulateMedia({ contrast: "no-preference" });
    await ada.open("/settings/appearance");
    const ink = () => page.evaluate(() => getComputedStyle(document.querySelector("legend")!).color);
    const plain = await ink();
    await page.emulateMedia({ contrast: "more" });
    expect(await ink()).not.toBe(plain);
  });
});
