import { expect, test } from "./fixtures.ts";
import { expectHydrated } from "./hydrated.ts";
import { expectFocusSeen, tabTo } from "./keys.ts";
import { collectTold, listSmallTargets, readFocus } from "./listening.ts";
import { findSidewaysScrolling } from "./sideways.ts";

test("from signing up to deleting a message by keys alone, with a visible focus all along", async ({
  meet,
}) => {
  test.slow();
  const ada = await meet("ada");
  const { page, account } = ada;
  const { keyboard } = page;
  await page.goto("/signup");
  await expectHydrated(page);
  for (const [field, value] of [
    ["Email", account.email],
    ["Username", account.username],
    ["Display name", account.displayName],
    ["Password", account.password],
  ] as const) {
    await tabTo(ada, new RegExp(`^${field}`));
    await keyboard.type(value);
  }
  await keyboard.press("Enter");
  await expect(ada.heading(/Welcome/)).toBeVisible();
  await ada.becomesLive();

  await tabTo(ada, "New channel");
  await keyboard.press("Enter");
  await expect(page).toHaveURL("/channels/new");
  await expectFocusSeen(ada);
  if (!(await readFocus(page)).name.startsWith("Name")) await tabTo(ada, /^Name/);
  const name = `keys-${account.username}`;
  await keyboard.type(name);
  await keyboard.press("Enter");
  await expect(ada.heading(name)).toBeVisible();

  await expect(ada.composer).toBeFocused();
  await expectFocusSeen(ada);
  await keyboard.type("Sow the beans");
  await keyboard.press("Control+a");
  await keyboard.press("Control+b");
  await expect(ada.composer).toHaveValue("**Sow the beans**");
  await keyboard.press("Enter");
  const beans = ada.messageOf("Sow the beans");
  await expect(beans.locator("strong")).toHaveText("Sow the beans");
  await expect(ada.composer).toBeFocused();

  // A message is gone to by keys, and so is what can be done about it.
  await keyboard.press("Alt+Shift+M");
  await expect(beans).toBeFocused();
  await expectFocusSeen(ada);
  await tabTo(ada, /^More actions/);
  await keyboard.press("Enter");
  const actions = page.getByRole("dialog", { name: /^Actions for/ });
  await expect(actions).toBeVisible();
  await expectFocusSeen(ada);
  await keyboard.press("Enter");
  await expect(beans.getByRole("button", { pressed: true })).toBeVisible();
  await expect(actions).toBeHidden();
  await expectFocusSeen(ada);

  await keyboard.press("Alt+Shift+M");
  await keyboard.press("e");
  await expect(beans.getByRole("textbox")).toBeFocused();
  await keyboard.press("End");
  await keyboard.type(" in rows");
  await keyboard.press("Enter");
  await expect(beans).toContainText("edited");
  await expectFocusSeen(ada);

  await keyboard.press("Alt+Shift+M");
  await expect(beans).toBeFocused();
  await keyboard.press("r");
  await expect(page).toHaveURL(/\/threads\//);
  const thread = ada.panel("Thread");
  await expect(thread.getByRole("heading", { name: "Thread" })).toBeVisible();
  await expect.poll(async () => (await readFocus(page)).isSomewhere).toBe(true);
  await page.goBack();
  await expect(thread).toHaveCount(0);

  // To delete is asked once more.
  await keyboard.press("Alt+Shift+M");
  await tabTo(ada, /^More actions/);
  await keyboard.press("Enter");
  await expect(actions).toBeVisible();
  await keyboard.press("End");
  await keyboard.press("Enter");
  await keyboard.press("Tab");
  await expect(actions.getByRole("button", { name: "Delete message" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(ada.messageOf("This message was deleted")).toBeFocused();
  await expectFocusSeen(ada);
});

test("a new message is told once, as author and text, and history never", async ({ ada, ben }) => {
  const channel = await ada.createChannel();
  await ben.join(channel);
  await ada.write(channel, ...Array.from({ length: 60 }, (_, index) => `Older ${index + 1}.`));
  await Promise.all([ada.open(`/channels/${channel.id}`), ben.open(`/channels/${channel.id}`)]);
  const told = await collectTold(ada.page);
  const { displayName } = ben.account;
  await ben.say("The **first** `word`.");
  await ben.say("And a second.");
  await expect(ada.messages.last()).toContainText("And a second.");
  await expect(ada.messages.last()).toHaveAccessibleName(displayName);
  await expect(ada.messages.last()).toHaveAccessibleDescription("And a second.");
  // The line that marks what is unread is told with the first.
  expect((await told()).filter((text) => text !== "New")).toEqual([
    `${displayName} The first word.`,
    `${displayName} And a second.`,
  ]);

  // What is done about a message is no new one.
  await ben.ask(`/messages/${(await ben.findMessage(channel, "And a second.")).id}/reactions/👍`, {
    method: "PUT",
  });
  await expect(ada.messages.last().getByRole("list", { name: "Reactions" })).toBeVisible();
  expect(await told()).toHaveLength(0);

  await ada.say("One of my own.");
  await expect(ada.messageOf("One of my own.").getByText(/^(Sent|Delivered|Read)$/)).toBeVisible();
  expect(await told()).toEqual([`${ada.account.displayName} One of my own.`]);

  await ada.page.getByRole("link", { name: "Older messages" }).focus();
  await ada.page.keyboard.press("Enter");
  await expect(ada.messageOf("Older 1.")).toBeAttached();
  expect(await told()).toEqual([]);
});

test("a reply is told once while its thread is open beside it", async ({ ada, ben }) => {
  const channel = await ada.createChannel();
  await ben.join(channel);
  await ada.write(channel, "Seeds or seedlings?");
  const root = await ada.findMessage(channel, "Seeds or seedlings?");
  await ben.post(`/channels/${channel.id}`, {
    intent: "send",
    clientId: crypto.randomUUID(),
    body: "An old reply.",
    parentId: root.id,
  });
  await ada.open(`/channels/${channel.id}/threads/${root.id}`);
  const told = await collectTold(ada.page);
  await ben.post(`/channels/${channel.id}`, {
    intent: "send",
    clientId: crypto.randomUUID(),
    body: "Seedlings.",
    parentId: root.id,
  });
  await expect(ada.panel("Thread").getByRole("log").getByText("Seedlings.")).toBeVisible();
  await expect(ada.messageOf("Seedlings.")).toBeAttached();
  expect((await told()).filter((text) => text.includes("Seedlings."))).toHaveLength(1);
});

test("at 320 px and at twice the size nothing is lost, and nothing is too small to be hit", async ({
  ada,
  ben,
}) => {
  const channel = await ada.createChannel({ topic: "Beds and bees" });
  await ben.join(channel);
  await ben.write(
    channel,
    "One of Ben's, with a link: https://example.org/a/rather/long/address/that/does/not/end",
  );
  const { page } = ada;
  const paths = [`/channels/${channel.id}`, "/channels", "/settings/notifications", "/settings/appearance"];
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const path of paths) {
    await ada.open(path);
    for (const size of [
      { width: 640, height: 400 },
      { width: 320, height: 640 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(size);
      expect(await findSidewaysScrolling(page), `${path} at ${size.width}`).toEqual([]);
      expect(await listSmallTargets(page), `${path} at ${size.width}`).toEqual([]);
      if (path === paths[0]) {
        await expect(ada.composer).toBeInViewport({ ratio: 1 });
        await expect(ada.sendButton).toBeInViewport({ ratio: 1 });
        await expect(ada.heading(channel.name)).toBeVisible();
      }
    }
  }
  expect(
    await page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === "running").length,
    ),
  ).toBe(0);
});
