import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test, type Person } from "./fixtures.ts";
import { findSidewaysScrolling } from "./sideways.ts";
import { makeUnique } from "./unique.ts";

/** On a narrow screen in both colour schemes: no sideways scrolling, and nothing that axe finds. */
async function inspect(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await findSidewaysScrolling(page)).toEqual([]);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual([]);
  }
}

/** Makes an invite by the page's form; the entry of the list that it becomes. */
async function createInvite({ page }: Person, channelName?: string): Promise<Locator> {
  const label = makeUnique("For the garden");
  await page.getByLabel("What it is for").fill(label);
  await page.getByLabel("Good for").selectOption("1 day");
  await page.getByLabel("How many people").fill("1");
  if (channelName) await page.getByRole("checkbox", { name: channelName }).check();
  await page.getByRole("button", { name: "Create invite" }).click();
  await expect(page.getByText("Created. Its link stands below")).toBeVisible();
  return page.getByRole("main").getByRole("listitem").filter({ hasText: label });
}

/** Where the link of an invite leads. */
async function readPath(entry: Locator): Promise<string> {
  const { pathname, search } = new URL(await entry.getByLabel("Link", { exact: true }).inputValue());
  return pathname + search;
}

async function fillIn({ page, account }: Person): Promise<void> {
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Username").fill(account.username);
  await page.getByLabel("Display name").fill(account.displayName);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
}

test(
  "an admin invites somebody into a private channel, who signs up by the link and lands in it",
  { tag: "@nojs" },
  async ({ admin, meet }) => {
    const channel = await admin.createChannel({ kind: "private" });
    await admin.write(channel, "Welcome to the beds.");
    await admin.open("/admin/invites");
    const entry = await createInvite(admin, channel.name);
    await expect(entry).toContainText("0 of 1 used");
    await expect(entry).toContainText(`#${channel.name}`);
    await entry.getByText("QR code", { exact: true }).click();
    await expect(entry.getByRole("img", { name: "QR code of the link" })).toBeVisible();
    const path = await readPath(entry);

    const ben = await meet("ben");
    const { page, account } = ben;
    ben.allowTrouble(/status of 422/);
    await page.goto(path);
    await expect(page.getByText(`${admin.account.displayName} invites you to join Parley`)).toBeVisible();
    await expect(page.getByText("You will be in 1 channel right away.")).toBeVisible();
    await fillIn(ben);
    await page.getByLabel("Password", { exact: true }).fill("password123");
    await page.getByRole("button", { name: "Create account" }).click();
    const password = page.getByLabel("Password", { exact: true });
    await expect(password).toHaveAccessibleDescription(/^This password is among the first/);
    await expect(page.getByLabel("Email")).toHaveValue(account.email);
    await password.fill(account.password);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(ben.heading(channel.name)).toBeVisible();
    await expect(ben.composer).toBeVisible();

    await admin.reload();
    await expect(entry).toContainText("1 of 1 used");
    await expect(entry).toContainText("Used up");
    await expect(entry.getByLabel("Link", { exact: true })).toHaveCount(0);
    const cleo = await meet("cleo");
    await cleo.page.goto(path);
    await expect(cleo.page.getByText("This invite is no longer valid.")).toBeVisible();
    await expect(cleo.page.getByText("invites you to join")).toHaveCount(0);
  },
);

test("an invite that is revoked lets nobody in by it", { tag: "@nojs" }, async ({ admin, meet }) => {
  await admin.open("/admin/invites");
  const entry = await createInvite(admin);
  const path = await readPath(entry);
  await entry.getByRole("button", { name: /^Revoke/ }).click();
  await expect(admin.page.getByText("Revoked. Nobody can sign up with it any more.")).toBeVisible();
  await expect(entry).toContainText("Revoked");
  const ben = await meet("ben");
  await ben.page.goto(path);
  await expect(ben.page.getByText("This invite is no longer valid.")).toBeVisible();
  // Sign-up is open on this server, so it is only the invite that does not work.
  await fillIn(ben);
  await ben.page.getByRole("button", { name: "Create account" }).click();
  await expect(ben.heading("Welcome to Parley")).toBeVisible();
});

test("the page of invites is not there for anybody else", { tag: "@nojs" }, async ({ ada }) => {
  ada.allowTrouble(/status of 404/);
  const response = await ada.page.goto("/admin/invites");
  expect(response?.status()).toBe(404);
  await expect(ada.heading("Nothing here")).toBeVisible();
});

test("the page of invites copies a link, empties its form, and is readable", async ({ admin }) => {
  await admin.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await admin.createChannel();
  await admin.open("/admin/invites");
  const entry = await createInvite(admin);
  await expect(admin.page.getByLabel("What it is for")).toHaveValue("");
  await entry.getByRole("button", { name: "Copy link" }).click();
  await expect(entry.getByText("Copied")).toBeVisible();
  const link = await entry.getByLabel("Link", { exact: true }).inputValue();
  expect(await admin.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await entry.getByText("QR code", { exact: true }).click();
  await inspect(admin.page);
});

test("the meter says how good a password is while it is typed, and why", async ({ meet }) => {
  const { page, account } = await meet("ada");
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await page.goto("/signup");
  const password = page.getByLabel("Password", { exact: true });
  const meter = page.getByRole("meter", { name: "Password strength" });
  const status = page.getByRole("status");
  await page.getByLabel("Username").fill(account.username);
  // The word lists are heavy: they come when somebody begins to choose a password.
  await expect(page.getByRole("button", { name: "Show password" })).toBeVisible();
  expect(loaded.filter((url) => url.includes("password-strength"))).toEqual([]);

  for (const [typed, score, words] of [
    ["owl", 0, /easy to guess.*at least 10 characters/],
    ["password123", 0, /easy to guess.*common password/],
    [account.username, 0, /easy to guess.*your own name/],
    ["three owls on a gate", 4, /^Strong\.$/],
  ] as const) {
    await password.fill(typed);
    await expect(status).toHaveText(words);
    await expect(meter).toHaveJSProperty("value", score);
  }
  expect(loaded.filter((url) => url.includes("password-strength"))).not.toEqual([]);
  await inspect(page);

  await page.getByRole("button", { name: "Show password" }).click();
  await expect(password).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Hide password" }).click();
  await expect(password).toHaveAttribute("type", "password");
  await expect(password).toHaveValue("three owls on a gate");
});

test("a password can be chosen where the meter cannot be loaded", async ({ meet }) => {
  const ada = await meet("ada");
  ada.allowTrouble(/password-strength|Failed to load resource/);
  await ada.page.route(/password-strength/, (route) => route.abort());
  await ada.page.goto("/signup");
  await fillIn(ada);
  await expect(ada.page.getByRole("meter")).toHaveCount(0);
  await ada.page.getByRole("button", { name: "Create account" }).click();
  await expect(ada.heading("Welcome to Parley")).toBeVisible();
});
