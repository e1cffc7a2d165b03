import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { expect, test, type Person } from "./fixtures.ts";
import { findMailedPath } from "./mailbox.ts";
import { findSidewaysScrolling } from "./sideways.ts";

const section = ({ page }: Person, name: string) => page.getByRole("region", { name });

async function fillLogIn({ page, account }: Person): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Email or username").fill(account.username);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
}

async function inspect(page: Page): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await findSidewaysScrolling(page)).toEqual([]);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
}

test(
  "an account that is to be deleted can be kept, and opens nothing else before",
  { tag: "@nojs" },
  async ({ ada, javaScriptEnabled }) => {
    const { page, account } = ada;
    ada.allowTrouble(/status of 422/);
    const channel = await ada.createChannel();
    await ada.open("/settings/account");
    const form = section(ada, "Delete your account");
    await form.getByRole("checkbox", { name: "Delete the text of my messages as well" }).check();
    await form.getByLabel("Your password").fill("not the right one");
    await form.getByRole("button", { name: "Delete my account" }).click();
    await expect(form.getByLabel("Your password")).toHaveAccessibleDescription("The password is wrong.");
    await expect(form.getByRole("checkbox")).toBeChecked();
    if (javaScriptEnabled) await inspect(page);

    await form.getByLabel("Your password").fill(account.password);
    await form.getByRole("button", { name: "Delete my account" }).click();
    await expect(ada.heading("Your account will be deleted")).toBeVisible();
    if (javaScriptEnabled) await inspect(page);
    await page.getByRole("link", { name: "Log in" }).click();
    await fillLogIn(ada);
    await expect(ada.heading("This account is going to be deleted")).toBeVisible();
    await expect(page.getByText("The text of your messages goes as well.")).toBeVisible();
    if (javaScriptEnabled) await inspect(page);
    await page.goto(`/channels/${channel.id}`);
    await expect(ada.heading("This account is going to be deleted")).toBeVisible();

    await page.getByRole("button", { name: "Keep my account" }).click();
    await expect(ada.channelLink(channel.name)).toBeVisible();
    await ada.open(`/channels/${channel.id}`);
    await ada.say("Still here.");
    await expect(ada.messages).toContainText(["Still here."]);
  },
);

test(
  "a deactivated account is closed, in open pages at once",
  { tag: "@nojs" },
  async ({ ada, openTab, javaScriptEnabled }) => {
    const { page, account } = ada;
    ada.allowTrouble(/status of (401|403)/);
    const other = await openTab(ada);
    await other.open("/channels/browse");
    await ada.open("/settings/account");
    const form = section(ada, "Deactivate your account");
    await form.getByLabel("Your password").fill(account.password);
    await form.getByRole("button", { name: "Deactivate my account" }).click();
    await expect(ada.heading("Your account is deactivated")).toBeVisible();
    if (!javaScriptEnabled) await other.page.reload();
    await expect(other.page).toHaveURL(/\/login/);
    await fillLogIn(ada);
    await expect(page.getByRole("alert")).toContainText("This account is deactivated. Ask an admin.");
    await expect(page.getByLabel("Email or username")).toHaveValue(account.username);
  },
);

test(
  "one's data come as a file, by a link that is for nobody else",
  { tag: "@nojs" },
  async ({ ada, olga }) => {
    const { page, account } = ada;
    const channel = await ada.createChannel();
    await ada.write(channel, "Mine to keep.");
    await ada.open("/settings/account");
    await page.getByRole("button", { name: "Export my data" }).click();
    await expect(page.getByRole("list", { name: "Exports" })).toContainText(/Being made|Ready until/);
    const path = await findMailedPath(account.email, "Your data is ready");
    await ada.open("/settings/account");
    await expect(page.getByRole("list", { name: "Exports" })).toContainText("Ready until");

    const downloading = page.waitForEvent("download");
    // A download ends the navigation that started it.
    await page.goto(path).catch(() => undefined);
    const archive = unzipSync(await readFile(await (await downloading).path()));
    expect(Buffer.from(archive[`messages/${channel.id}.jsonl`] ?? []).toString()).toContain("Mine to keep.");

    await olga.page.goto(path);
    await expect(olga.page.getByRole("main")).toContainText("This link was used already, or it is too old.");
  },
);
