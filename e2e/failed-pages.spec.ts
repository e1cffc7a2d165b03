// Pages whose loader throws on the running server, since the database cannot answer it: what stands there instead.
import type { Locator } from "@playwright/test";
import { expect, type Person } from "./fixtures.ts";
import { inspect } from "./inspect.ts";
import { test, withoutTable } from "./installation.ts";
import { expectFocusSeen, tabTo } from "./keys.ts";

const FAILED = "That did not work";

function requestIdOf({ page }: Person): Locator {
  return page.getByText("Request id:");
}

/** Says that it failed, by which request, and leads on. */
async function expectFailure(person: Person, requestId: string | RegExp): Promise<void> {
  const { page } = person;
  await expect(person.heading(FAILED)).toBeVisible();
  await expect(page.getByRole("main")).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page).toHaveTitle(/\S+.* · Parley/);
  await expect(requestIdOf(person)).toContainText(requestId);
  for (const name of ["Try again", "Back to your conversations"])
    await expect(page.getByRole("main").getByRole("link", { name })).toBeVisible();
}

async function expectNoFailure(person: Person, heading: string): Promise<void> {
  await expect(person.heading(heading)).toBeVisible();
  await expect(person.heading(FAILED)).toHaveCount(0);
  await expect(requestIdOf(person)).toHaveCount(0);
}

for (const { what, path, table, heading, isInside } of [
  { what: "a page", path: "/saved", table: "saved_messages", heading: "Saved", isInside: true },
  { what: "the frame of all pages", path: "/saved", table: "drafts", heading: "Saved", isInside: true },
  // Without them nobody can be asked who it is, which comes before every page.
  { what: "who asks", path: "/saved", table: "sessions", heading: "Saved", isInside: true },
  {
    what: "a page for anybody",
    path: "/signup",
    table: "users",
    heading: "Create your account",
    isInside: false,
  },
])
  test(`${what} that fails says so, and works again when asked later`, async ({ meet, installation }) => {
    test.setTimeout(120_000);
    const person = await meet("ada");
    const { page } = person;
    if (isInside) await person.signUp();
    await page.goto(path);
    await expectNoFailure(person, heading);

    person.allowTrouble(/\b500\b/);
    await withoutTable(installation, table, async () => {
      const response = await page.goto(path);
      expect(response?.status()).toBe(500);
      await expectFailure(person, response?.headers()["x-request-id"] ?? "none");
      await inspect(page);
      await tabTo(person, "Try again");
      await page.keyboard.press("Enter");
      await expectFailure(person, /[0-9a-f-]{36}/);
      await tabTo(person, "Back to your conversations");
    });
    await page.getByRole("link", { name: "Try again" }).click();
    await expectNoFailure(person, heading);
  });

test("a step to a page that fails leaves the sidebar as it is, and the focus somewhere", async ({
  ada,
  installation,
}) => {
  const { page, sidebar, context } = ada;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ada.open("/");
  const loads = ada.loads;
  const saved = sidebar.getByRole("link", { name: "Saved" });
  ada.allowTrouble(/\b500\b/);
  await withoutTable(installation, "saved_messages", async () => {
    await saved.focus();
    await page.keyboard.press("Enter");
    await expectFailure(ada, /[0-9a-f-]{36}/);
    await expectFocusSeen(ada);
    await tabTo(ada, "Copy");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status").getByText("Copied")).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    await expect(requestIdOf(ada)).toHaveText(`Request id: ${copied}`);
    await inspect(page);
  });
  await page.setViewportSize({ width: 1280, height: 800 });
  await sidebar.getByRole("link", { name: "Inbox" }).click();
  await expectNoFailure(ada, "Inbox");
  await saved.click();
  await expectNoFailure(ada, "Saved");
  expect(ada.loads, "the document is the one that was opened").toBe(loads);
});
