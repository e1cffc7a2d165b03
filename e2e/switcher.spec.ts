import { expect, test, type Person } from "./fixtures.ts";

const field = ({ page }: Person) => page.getByRole("combobox", { name: "Where to?" });
const option = ({ page }: Person, name: string) => page.getByRole("option", { name });

test("by keyboard alone one gets to a conversation, and back to where one was", async ({ ada }) => {
  const garden = await ada.createChannel();
  const attic = await ada.createChannel({ name: "attic" });
  await ada.open(`/channels/${garden.id}`);
  await ada.composer.focus();
  await expect(async () => {
    await ada.page.keyboard.press("Control+k");
    await expect(field(ada)).toBeFocused({ timeout: 1000 });
  }).toPass();
  await ada.page.keyboard.press("Escape");
  await expect(field(ada)).toHaveCount(0);
  await expect(ada.composer).toBeFocused();

  await ada.page.keyboard.press("Control+k");
  await expect(field(ada)).toBeFocused();
  await ada.page.keyboard.type(attic.name.toUpperCase());
  await expect(option(ada, attic.name)).toHaveAttribute("aria-selected", "true");
  await expect(ada.page.getByRole("status").filter({ hasText: "1 result" })).toHaveText("1 result");
  await ada.page.keyboard.press("Enter");
  await expect(ada.heading(attic.name)).toBeVisible();
  await expect(ada.page.getByRole("dialog")).toHaveCount(0);
});

test("people are found and written to, and nobody else's private channel is", async ({ ada, ben }) => {
  const secret = await ben.createChannel({ name: "secret", kind: "private" });
  const open = await ben.createChannel({ name: "secret-garden" });
  await ada.open("/");
  await ada.sidebar.getByRole("button", { name: "Jump to ..." }).click();
  await field(ada).fill(open.name);
  await expect(option(ada, open.name)).toBeVisible();
  await field(ada).fill(secret.name);
  await expect(ada.page.getByText("Nothing matches.").first()).toBeAttached();
  await expect(option(ada, secret.name)).toHaveCount(0);

  await field(ada).fill(`@${ben.account.username}`);
  await expect(option(ada, ben.account.username)).toBeVisible();
  await ada.page.keyboard.press("Enter");
  await expect(ada.heading(ben.account.displayName)).toBeVisible();
});

test("without a script the page lists conversations and people", { tag: "@nojs" }, async ({ ada, ben }) => {
  const garden = await ada.createChannel();
  const secret = await ben.createChannel({ name: "secret", kind: "private" });
  await ada.open(`/go?q=${garden.name}`);
  await expect(ada.page.getByRole("main").getByRole("link", { name: garden.name })).toBeVisible();
  await ada.open(`/go?q=${secret.name}`);
  await expect(ada.page.getByText("Nothing matches.")).toBeVisible();
  await ada.open(`/go?q=${ben.account.username}`);
  await ada.page.getByRole("button", { name: ben.account.username }).click();
  await expect(ada.heading(ben.account.displayName)).toBeVisible();
});
