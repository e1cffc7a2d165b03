import { expect, test, type Person } from "./fixtures.ts";

/** The keyboard is listened to when the page is done with everything else. */
async function pressUntil({ page }: Person, keys: string, done: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(keys);
    await done();
  }).toPass();
}

test("keys move between conversations and messages, and do what can be done to one", async ({ ada }) => {
  const garden = await ada.createChannel();
  await ada.write(garden, "The first.", "The second.");
  await ada.open(`/channels/${garden.id}`);
  const article = (text: string) => ada.messageOf(text);
  await pressUntil(ada, "Alt+Shift+M", () => expect(article("The second.")).toBeFocused({ timeout: 1000 }));
  await ada.page.keyboard.press("ArrowUp");
  await expect(article("The first.")).toBeFocused();
  await ada.page.keyboard.press("p");
  await expect(article("The first.")).toContainText("Pinned by");
  await ada.page.keyboard.press("r");
  await expect(ada.page).toHaveURL(/\/threads\//);
  await ada.page.goto(`/channels/${garden.id}`);
  await pressUntil(ada, "Alt+Shift+C", () => expect(ada.composer).toBeFocused({ timeout: 1000 }));
  // In a field the same keys are letters.
  await ada.page.keyboard.type("p?r");
  await expect(ada.composer).toHaveValue("p?r");
  await expect(ada.page.getByRole("dialog")).toHaveCount(0);
});

test("a question mark lists all of them, and single keys can be switched off", async ({ ada }) => {
  const garden = await ada.createChannel();
  await ada.write(garden, "Leave me alone.");
  await ada.open("/inbox");
  const dialog = ada.page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await pressUntil(ada, "?", () => expect(dialog).toBeVisible({ timeout: 1000 }));
  await expect(dialog.getByText("Reply in a thread")).toBeVisible();
  await dialog.getByRole("checkbox", { name: "Keys that are a single character" }).uncheck();
  await ada.page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);

  await ada.open(`/channels/${garden.id}`);
  const message = ada.messageOf("Leave me alone.");
  await pressUntil(ada, "Alt+Shift+M", () => expect(message).toBeFocused({ timeout: 1000 }));
  await ada.page.keyboard.press("r");
  await ada.page.keyboard.press("?");
  await ada.page.keyboard.press("Alt+Shift+P");
  await expect(ada.page).toHaveURL(/\/members$/);
  await expect(dialog).toHaveCount(0);
});

test("the list is a page as well", { tag: "@nojs" }, async ({ ada }) => {
  await ada.open("/help/shortcuts");
  await expect(ada.heading("Keyboard shortcuts")).toBeVisible();
  await expect(ada.page.getByText("Mark all as read", { exact: true }).last()).toBeVisible();
});
