// Writing in a conversation: what is kept, completed, answered, commanded and put off.
import { expect, test, type Person } from "./fixtures.ts";
import type { Channel } from "./person.ts";

async function share(owner: Person, ...others: Person[]): Promise<Channel> {
  const channel = await owner.createChannel();
  for (const person of others) await person.join(channel);
  return channel;
}

/** A second browser of somebody, with nothing in it but their log-in. */
async function logInElsewhere(person: Person, device: Person): Promise<void> {
  const { username, password } = person.account;
  await device.context.request.post("/login", { form: { login: username, password } });
}

test("a draft waits on the other device, is marked in the list, and is gone everywhere once it is sent", async ({
  ada,
  ben,
  meet,
}) => {
  const channel = await share(ada, ben);
  const device = await meet("ada");
  await logInElsewhere(ada, device);
  await ada.open(`/channels/${channel.id}`);
  await ada.composer.fill("Half a thou");
  await ada.channelLink(channel.name).press("Tab");
  await device.open("/channels/browse");
  await expect(async () => {
    await device.reload();
    await expect(device.channelLink(channel.name)).toHaveAccessibleName(/draft$/, { timeout: 500 });
  }).toPass();
  await device.channelLink(channel.name).click();
  await expect(device.composer).toHaveValue("Half a thou");
  await device.composer.pressSequentially("ght");
  await expect(ada.composer).toHaveValue("Half a thought");
  await device.sendButton.click();
  await expect(ada.messages).toContainText(["Half a thought"]);
  await expect(ada.composer).toHaveValue("");
  await ben.open("/channels/browse");
  await expect(ben.channelLink(channel.name)).not.toHaveAccessibleName(/draft/);
});

test("a command does what it says; one that there is not is kept, and two slashes send it as text", async ({
  ada,
  ben,
}) => {
  const channel = await share(ada, ben);
  await ada.open(`/channels/${channel.id}`);
  await ben.open(`/channels/${channel.id}`);
  await ada.say("/shrug who knows");
  await expect(ben.messages.last()).toContainText("who knows ¯\\_(ツ)_/¯");
  await expect(ada.composer).toHaveValue("");
  await ada.say("/water the beans");
  await expect(
    ada.page.getByText("There is no command /water. To send it as text, write //water."),
  ).toBeVisible();
  await expect(ada.composer).toHaveValue("/water the beans");
  await ada.say("//water the beans");
  await expect(ben.messages.last()).toContainText("/water the beans");
  await expect(ben.messages.last()).not.toContainText("//");
  await ada.say("/help");
  await expect(ada.page.getByText(/^Commands: \/me/)).toBeVisible();
  await expect(ben.messages).toHaveCount(2);
});

test("people, channels, emoji and commands are completed by the keys alone", async ({ ada, ben, olga }) => {
  const channel = await share(ada, ben);
  await olga.open("/");
  await ada.open(`/channels/${channel.id}`);
  const { keyboard } = ada.page;
  const list = ada.page.getByRole("listbox", { name: "Suggestions" });
  await ada.composer.pressSequentially("Hello @");
  await expect(list.getByRole("option", { name: ben.account.username })).toBeVisible();
  await expect(list).not.toContainText(olga.account.username);
  await keyboard.type(ben.account.username.slice(0, 5));
  await expect(list.getByRole("option")).toHaveCount(1);
  await keyboard.press("Enter");
  await expect(ada.composer).toHaveValue(`Hello @${ben.account.username} `);
  await expect(list).toHaveCount(0);
  await keyboard.type(`see #${channel.name.slice(0, 9)}`);
  await expect(list.getByRole("option", { name: channel.name })).toHaveAttribute("aria-selected", "true");
  await keyboard.press("Tab");
  await keyboard.type(":sunf");
  await expect(list.getByRole("option", { name: ":sunflower:" })).toBeVisible();
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowUp");
  await keyboard.press("Enter");
  await expect(ada.composer).toHaveValue(`Hello @${ben.account.username} see #${channel.name} 🌻 `);
  await keyboard.type("@");
  await expect(list).toBeVisible();
  await keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await keyboard.press("Backspace");
  await keyboard.press("Enter");
  await expect(ada.messages.last()).toContainText("🌻");
  await keyboard.type("/shr");
  await expect(list.getByRole("option", { name: "/shrug" })).toBeVisible();
  await keyboard.press("Tab");
  await expect(ada.composer).toHaveValue("/shrug ");
});

test("Up in an empty composer changes what one wrote last", async ({ ada, ben }) => {
  const channel = await share(ada, ben);
  await ada.write(channel, "The beens are up.");
  await ben.write(channel, "Are they?");
  await ada.open(`/channels/${channel.id}`);
  await ada.composer.press("ArrowUp");
  const editor = ada.page.getByRole("textbox", { name: "Text of the message" });
  await editor.fill("The beams are up.");
  await editor.press("Escape");
  await expect(editor).toHaveCount(0);
  await expect(ada.composer).toBeFocused();
  await expect(ada.messages.first()).toContainText("The beens are up.");
  await ada.composer.press("ArrowUp");
  await editor.fill("The beans are up.");
  await editor.press("Enter");
  await expect(ada.messages.first()).toContainText("The beans are up.");
  await expect(ada.messages.first()).toContainText("edited");
  await expect(editor).toHaveCount(0);
  await expect(ada.composer).toBeFocused();
});

test(
  "a message is answered with a quote, which can also be let go",
  { tag: "@nojs" },
  async ({ ada, ben }) => {
    const channel = await share(ada, ben);
    await ben.write(channel, "Shall we plant figs?", "Or beans?");
    await ada.open(`/channels/${channel.id}`);
    const first = ada.messages.filter({ hasText: "figs" });
    const id = await quoteIdOf(ada, channel);
    await ada.open(`/channels/${channel.id}?quote=${id}`);
    await expect(ada.page.getByText("You answer")).toContainText(ben.account.displayName);
    await ada.page.getByRole("link", { name: "Cancel the answer" }).click();
    await expect(ada.page.getByText("You answer")).toHaveCount(0);
    await ada.open(`/channels/${channel.id}?quote=${id}`);
    await ada.say("Yes, two.");
    await expect(ada.messages.last()).toContainText("Yes, two.");
    await expect(ada.messages.last()).toContainText("Shall we plant figs?");
    await expect(ada.page.getByText("You answer")).toHaveCount(0);
    await expect(first.first()).toBeVisible();
  },
);

/** The id of the first message of somebody else, as the page's own links name it. */
async function quoteIdOf(person: Person, { id }: Channel): Promise<string> {
  const response = await person.context.request.get(`/channels/${id}`, { headers: { accept: "text/html" } });
  const [, messageId = ""] = /[?&]actions=([0-9a-f-]{36})/.exec(await response.text()) ?? [];
  expect(messageId).not.toBe("");
  return messageId;
}

test("a message that is to be sent later is taken out of the composer and waits", async ({ ada, ben }) => {
  const channel = await share(ada, ben);
  await ada.open(`/channels/${channel.id}`);
  await ada.composer.fill("Water the beans.");
  await ada.page.getByRole("button", { name: "Send later" }).click();
  await ada.page.getByRole("button", { name: "Schedule" }).click();
  await expect(ada.page.getByText("Choose a time that is still to come.")).toBeVisible();
  await expect(ada.composer).toHaveValue("Water the beans.");
  await ada.page.getByRole("button", { name: "Send later" }).click();
  await ada.page.getByRole("button", { name: "Tomorrow, 9:00" }).click();
  await ada.page.getByRole("button", { name: "Schedule" }).click();
  await expect(ada.page.getByText(/^It will be sent /)).toBeVisible();
  await expect(ada.composer).toHaveValue("");
  await ada.page.getByRole("link", { name: "See scheduled messages" }).click();
  await expect(ada.page.getByRole("main")).toContainText("Water the beans.");
  await expect(ada.page.getByRole("main")).toContainText(channel.name);
});

test.describe("by forms and links alone", { tag: "@nojs-only" }, () => {
  test("a command that there is not is kept, and says how to send it as text", async ({ ada }) => {
    const channel = await share(ada);
    ada.allowTrouble(/status of 422/);
    await ada.open(`/channels/${channel.id}`);
    await ada.say("/water the beans");
    await expect(ada.page.getByRole("alert")).toContainText("There is no such command.");
    await expect(ada.composer).toHaveValue("/water the beans");
    await ada.say("/shrug");
    await expect(ada.messages.last()).toContainText("¯\\_(ツ)_/¯");
  });

  test("a message that is to be sent later waits", async ({ ada }) => {
    const channel = await share(ada);
    await ada.open(`/channels/${channel.id}`);
    await ada.composer.fill("Water the beans.");
    await ada.page.getByRole("button", { name: "Send later" }).click();
    await ada.page.getByLabel("When").fill(`${new Date().getFullYear() + 1}-03-01T09:00`);
    await ada.page.getByRole("button", { name: "Schedule" }).click();
    await expect(ada.heading("Scheduled")).toBeVisible();
    await expect(ada.page.getByRole("main")).toContainText("Water the beans.");
  });
});
