// Journeys by keys alone, with a focus that one sees at every step and that is never lost.
import { expect, test } from "./fixtures.ts";
import { expectHydrated } from "./hydrated.ts";
import { expectFocusSeen, tabTo } from "./keys.ts";

test("one logs in, goes elsewhere, changes a setting and logs out", async ({ ada }) => {
  test.slow();
  const { page, account } = ada;
  const { keyboard } = page;
  const channel = await ada.createChannel();
  await ada.context.clearCookies();
  await page.goto("/login");
  await expectHydrated(page);
  await tabTo(ada, "Email or username");
  await keyboard.type(account.username);
  await tabTo(ada, "Password");
  await keyboard.type(account.password);
  await keyboard.press("Enter");
  await expect(ada.heading(/Welcome/)).toBeVisible();
  await ada.becomesLive();

  await expect(async () => {
    await keyboard.press("Control+k");
    await expect(page.getByRole("combobox", { name: "Where to?" })).toBeFocused({ timeout: 1000 });
  }).toPass();
  await keyboard.type(channel.name);
  await expect(page.getByRole("option", { name: channel.name })).toHaveAttribute("aria-selected", "true");
  await keyboard.press("Enter");
  await expect(ada.composer).toBeFocused();

  await tabTo(ada, "Settings");
  await keyboard.press("Enter");
  await expect(ada.heading("Profile")).toBeVisible();
  await expectFocusSeen(ada);
  await tabTo(ada, "Appearance");
  await keyboard.press("Enter");
  await expect(ada.heading("Appearance")).toBeVisible();
  await tabTo(ada, "As the system");
  await keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Light" })).toBeFocused();
  await expectFocusSeen(ada);
  await tabTo(ada, "Save");
  await keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("Saved.");
  await expect(page.getByRole("radio", { name: "Light" })).toBeChecked();

  await tabTo(ada, "Log out");
  await keyboard.press("Enter");
  await expect(page).toHaveURL("/login");
});

test("a file is attached, taken off, attached again and sent", async ({ ada }) => {
  const { page, composer } = ada;
  const { keyboard } = page;
  const channel = await ada.createChannel();
  await ada.open(`/channels/${channel.id}`);
  const attached = page.getByRole("list", { name: "Attached files" });
  async function attach(): Promise<void> {
    await tabTo(ada, "Attach files");
    const chooser = page.waitForEvent("filechooser");
    await keyboard.press("Space");
    const file = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Water them.") };
    await (await chooser).setFiles(file);
    await expect(attached.getByRole("listitem")).toContainText("notes.txt");
    await expectFocusSeen(ada);
  }
  await composer.focus();
  await attach();
  await keyboard.press("Shift+Tab");
  if (!(await page.getByRole("button", { name: "Remove notes.txt" }).evaluate((it) => it.matches(":focus"))))
    await tabTo(ada, "Remove notes.txt");
  await keyboard.press("Enter");
  await expect(attached).toBeHidden();
  await expect(composer).toBeFocused();
  await attach();
  await tabTo(ada, "Send");
  await keyboard.press("Enter");
  await expect(ada.messages.getByRole("link", { name: /notes.txt/ })).toBeVisible();
  await expectFocusSeen(ada);
});

test("what was written is searched for, and the hit opened", async ({ ada }) => {
  const { page } = ada;
  const { keyboard } = page;
  const channel = await ada.createChannel({ kind: "private" });
  await ada.write(channel, "The rhubarb is ripe.", ...Array.from({ length: 60 }, (_, at) => `Note ${at}`));
  await ada.open("/inbox");
  await tabTo(ada, "Search");
  await keyboard.press("Enter");
  await expect(ada.heading("Search")).toBeVisible();
  const field = page.getByRole("searchbox", { name: "Search messages" });
  if (!(await field.evaluate((it) => it.matches(":focus")))) await tabTo(ada, "Search messages");
  await keyboard.type("rhubarb");
  await keyboard.press("Enter");
  await expect(page.getByRole("main").getByRole("link", { name: /rhubarb/ })).toBeVisible();
  await tabTo(ada, /The rhubarb is ripe/);
  await keyboard.press("Enter");
  await expect(ada.messageOf("The rhubarb is ripe.")).toBeInViewport();
  await expectFocusSeen(ada);
});

test("a reply is written in a thread, and the message has the focus again when it is closed", async ({
  ada,
}) => {
  const { page } = ada;
  const { keyboard } = page;
  const channel = await ada.createChannel();
  await ada.write(channel, "Seeds or seedlings?");
  await ada.open(`/channels/${channel.id}`);
  // The answer quotes it.
  const message = ada.messageOf("Seeds or seedlings?").first();
  await expect(async () => {
    await keyboard.press("Alt+Shift+M");
    await expect(message).toBeFocused({ timeout: 1000 });
  }).toPass();
  await keyboard.press("r");
  const thread = ada.panel("Thread");
  await expect(thread.getByRole("heading", { name: "Thread" })).toBeFocused();
  await expectFocusSeen(ada);
  await tabTo(ada, "Message");
  await keyboard.type("Seedlings.");
  await keyboard.press("Enter");
  await expect(thread.getByRole("log").getByText("Seedlings.")).toBeVisible();
  await expectFocusSeen(ada);
  await keyboard.press("Escape");
  await expect(thread).toBeHidden();
  await expect(message).toBeFocused();
});

test("a button keeps the focus while it is busy, and a message that of what it loses", async ({
  ada,
  ben,
}) => {
  const { page } = ada;
  const { keyboard } = page;
  const channel = await ada.createChannel();
  await ben.join(channel);
  await ada.write(channel, "Water the beds");
  const { id } = await ada.findMessage(channel, "Water the beds");
  await ben.ask(`/messages/${id}/reactions/👍`, { method: "PUT" });
  await ada.open(`/channels/${channel.id}`);
  const message = ada.messageOf("Water the beds");
  const chip = message.getByRole("list", { name: "Reactions" }).getByRole("button");
  await chip.focus();
  for (const pressed of ["true", "false", "true"]) {
    await keyboard.press("Enter");
    await expect(chip).toHaveAttribute("aria-pressed", pressed);
    await expect(chip).toBeFocused();
  }
  await ben.ask(`/messages/${id}/reactions/👍`, { method: "DELETE" });
  await expect(chip).toHaveText("👍1");
  await keyboard.press("Enter");
  await expect(chip).toHaveCount(0);
  await expect(message).toBeFocused();

  await ada.open("/settings/privacy");
  const save = page.getByRole("button", { name: "Save" });
  await save.focus();
  await keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("Saved.");
  await expect(save).toBeFocused();
});

test("with the arrow keys one gets past a presence that one does not mean", async ({ ada }) => {
  const { page, sidebar } = ada;
  await ada.open("/inbox");
  await sidebar.getByRole("button", { name: "You are online. Change" }).press("Enter");
  await page.getByRole("radio", { name: "Online" }).press("ArrowDown");
  await expect(page.getByRole("radio", { name: "Away" })).toBeChecked();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: "Busy" })).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("radio")).toHaveCount(0);
  await expect(sidebar.getByRole("button", { name: "You are busy. Change" })).toBeFocused();
  // By a click one has chosen.
  await page.keyboard.press("Enter");
  await page.getByRole("radio", { name: "Online" }).click();
  await expect(page.getByRole("radio")).toHaveCount(0);
});
