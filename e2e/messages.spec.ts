import type { Locator } from "@playwright/test";
import { expect, test, type Person } from "./fixtures.ts";
import { inspect } from "./inspect.ts";
import type { Channel } from "./person.ts";

async function shareChannel(ada: Person, ben: Person): Promise<Channel> {
  const channel = await ada.createChannel();
  await ben.join(channel);
  return channel;
}

async function openBoth(ada: Person, ben: Person, channel: Channel): Promise<void> {
  await Promise.all([ada.open(`/channels/${channel.id}`), ben.open(`/channels/${channel.id}`)]);
}

function messageOf(person: Person, text: string): Locator {
  return person.messages.filter({ hasText: text });
}

/** Opens the list of a message's actions: with a script it floats, without one it stands in the page. */
async function openActions(person: Person, text: string): Promise<Locator> {
  const message = messageOf(person, text);
  await message.hover();
  await message.getByLabel(/^More actions for the message of/).click();
  return person.page.getByRole("region", { name: /^Actions for the message of/ });
}

test("what is edited and deleted changes for everybody at once", async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await ada.write(channel, "Water the beds", "Never mind");
  await openBoth(ada, ben, channel);

  const actions = await openActions(ada, "Water the beds");
  await actions.getByRole("button", { name: "Edit" }).click();
  const field = ada.page.getByRole("textbox", { name: "Text of the message" });
  await expect(field).toBeFocused();
  await field.press("Escape");
  await expect(field).toHaveCount(0);
  await (await openActions(ada, "Water the beds")).getByRole("button", { name: "Edit" }).click();
  await field.fill("Water the **roses**");
  await field.press("Enter");
  await expect(messageOf(ben, "Water the roses").locator("strong")).toHaveText("roses");
  await expect(messageOf(ben, "Water the roses")).toContainText("edited");
  await expect(ben.messages.filter({ hasText: "beds" })).toHaveCount(0);

  const again = await openActions(ada, "Never mind");
  await again.getByText("Delete", { exact: true }).click();
  await again.getByRole("button", { name: "Delete message" }).click();
  await expect(ben.messages.filter({ hasText: "This message was deleted." })).toHaveCount(1);
  await expect(ben.messages.filter({ hasText: "Never mind" })).toHaveCount(0);
  await expect(messageOf(ben, "This message was deleted.").getByLabel(/^More actions/)).toHaveCount(0);
});

test("what was typed in an edit is there again after going elsewhere, in the editor of that message alone", async ({
  ada,
}) => {
  const channel = await ada.createChannel();
  const other = await ada.createChannel({ name: "shed" });
  await ada.write(channel, "Water the beds", "Never mind");
  await ada.open(`/channels/${channel.id}`);
  const field = ada.page.getByRole("textbox", { name: "Text of the message" });
  await (await openActions(ada, "Water the beds")).getByRole("button", { name: "Edit" }).click();
  await field.fill("Water the beds twice");
  await ada.channelLink(other.name).click();
  await expect(ada.heading(other.name)).toBeVisible();
  await expect(field).toHaveCount(0);

  await ada.channelLink(channel.name).click();
  await (await openActions(ada, "Never mind")).getByRole("button", { name: "Edit" }).click();
  await expect(field).toHaveValue("Never mind");
  await field.press("Escape");
  await (await openActions(ada, "Water the beds")).getByRole("button", { name: "Edit" }).click();
  await expect(field).toHaveValue("Water the beds twice");

  // What was given up is not kept.
  await field.press("Escape");
  await (await openActions(ada, "Water the beds")).getByRole("button", { name: "Edit" }).click();
  await expect(field).toHaveValue("Water the beds");
});

test("a reaction comes and goes with one click, and everybody sees whose", async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await ada.write(channel, "Harvest is in");
  await openBoth(ada, ben, channel);

  await messageOf(ben, "Harvest is in").hover();
  await ben.page
    .getByRole("button", { name: `React with 👍 to the message of ${ada.account.displayName}` })
    .click();
  const seenByAda = ada.page.getByRole("button", { name: `👍, 1: ${ben.account.displayName}` });
  await expect(seenByAda).toHaveAttribute("aria-pressed", "false");
  await seenByAda.click();
  const both = /^👍, 2: /;
  await expect(ben.page.getByRole("button", { name: both })).toHaveAttribute("aria-pressed", "true");
  await ben.page.getByRole("button", { name: both }).click();
  await expect(ada.page.getByRole("button", { name: `👍, 1: ${ada.account.displayName}` })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});

test("any emoji is found by its name and reached by keyboard", async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await ada.write(channel, "Harvest is in");
  await openBoth(ada, ben, channel);
  await (await openActions(ada, "Harvest is in")).getByRole("button", { name: "Choose an emoji" }).click();
  const search = ada.page.getByRole("searchbox", { name: "Find an emoji" });
  await expect(search).toBeFocused();
  await search.fill("tomato");
  await expect(ada.page.getByRole("gridcell", { name: "tomato" })).toBeVisible();
  await search.press("ArrowDown");
  await ada.page.keyboard.press("Enter");
  await expect(ben.page.getByRole("button", { name: `🍅, 1: ${ada.account.displayName}` })).toBeVisible();
  await expect(search).toHaveCount(0);
  await messageOf(ada, "Harvest is in").hover();
  await expect(ada.page.getByRole("button", { name: /^Take 🍅 back/ })).toBeVisible();
});

test("actions are reached by keyboard, and the focus goes back", async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await ben.write(channel, "Who has the key?");
  await ada.open(`/channels/${channel.id}`);
  const more = ada.page.getByRole("button", { name: /^More actions for the message of .*Who has the key/ });
  // Writing is what a page is opened for; from there one goes on.
  await expect(ada.composer).toBeFocused();
  await more.focus();
  await ada.page.keyboard.press("Enter");
  const actions = ada.page.getByRole("region", { name: /^Actions for the message of/ });
  await expect(actions.getByRole("button", { name: /^React with 👍/ })).toBeFocused();
  await ada.page.keyboard.press("End");
  await ada.page.keyboard.press("ArrowDown");
  await expect(actions.getByRole("button", { name: /^React with 👍/ })).toBeFocused();
  await ada.page.keyboard.press("Escape");
  await expect(actions).toHaveCount(0);
  await expect(more).toBeFocused();
});

test("what is pinned and kept is marked in its place", async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await ada.write(channel, "The key is under the pot");
  await openBoth(ada, ben, channel);
  await (await openActions(ada, "The key")).getByRole("button", { name: "Pin", exact: true }).click();
  await expect(messageOf(ben, "The key")).toContainText(`Pinned by ${ada.account.displayName}`);
  await (await openActions(ben, "The key")).getByRole("button", { name: "Save", exact: true }).click();
  await expect(messageOf(ben, "The key")).toContainText("Saved");
  await expect(messageOf(ada, "The key")).not.toContainText("Saved");
});

test("Markdown is shown as it was meant, and looks right in all sizes and colours", async ({ ada }) => {
  const channel = await ada.createChannel();
  await ada.write(
    channel,
    "See **bold**, `code`, ~~gone~~ and https://parley.test/a",
    "```js\nconst beds = 4; // roses\n```",
    "He is ||the gardener||",
    "| Bed | Rows |\n|---|--:|\n| North | 4 |",
    "- one\n  - two\n\n> quoted :tada:",
    "<img src=x onerror=alert(1)>",
  );
  await ada.open(`/channels/${channel.id}`);
  await expect(ada.page.locator(".hljs-keyword")).toHaveText("const");
  await expect(ada.page.getByRole("cell", { name: "North" })).toBeVisible();
  await expect(ada.messages.filter({ hasText: "<img src=x onerror=alert(1)>" })).toHaveCount(1);
  await expect(ada.page.getByText("the gardener")).toBeHidden();
  await ada.page.getByText("Spoiler").click();
  await expect(ada.page.getByText("the gardener")).toBeVisible();
  const link = ada.page.getByRole("link", { name: "https://parley.test/a" });
  await expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow");
  await expect(ada.page.getByText("quoted 🎉")).toBeVisible();
  // What came while the page was open is parsed as well.
  await ada.say("And _this_ too");
  await expect(ada.page.locator("em")).toHaveText("this");
  await inspect(ada.page);
});

test("a page in which the actions are opened looks right, too", async ({ ada }) => {
  const channel = await ada.createChannel();
  await ada.write(channel, "Water the beds");
  await ada.open(`/channels/${channel.id}`);
  const more = ada.page.getByRole("button", { name: /^More actions for the message of/ });
  await ada.open((await more.getAttribute("href")) ?? "");
  await expect(ada.page.getByRole("region", { name: /^Actions for the message of/ })).toBeVisible();
  await inspect(ada.page);
});

test("each message of one's own tells how far it has got, and in a group who has read it", async ({
  ada,
  ben,
  cleo,
}) => {
  const channel = await shareChannel(ada, ben);
  await ada.write(channel, "One", "Two");
  await ada.open(`/channels/${channel.id}`);
  await expect(messageOf(ada, "One").getByTitle("Sent")).toBeVisible();
  await ben.open(`/channels/${channel.id}`);
  await expect(messageOf(ada, "One").getByTitle("Read")).toBeVisible();
  await expect(messageOf(ada, "Two").getByText("Read", { exact: true })).toBeVisible();
  await expect(messageOf(ben, "One").getByTitle("Read")).toHaveCount(0);

  const group = await shareChannel(ada, ben);
  await cleo.join(group);
  await ada.write(group, "Three", "Four");
  await ben.open(`/channels/${group.id}`);
  await ada.open(`/channels/${group.id}`);
  await messageOf(ada, "Three").getByRole("link", { name: "Read by 1" }).click();
  const readers = ada.page.getByRole("region", { name: "Read by 1" });
  await expect(readers).toContainText(ben.account.displayName);
});

test("everybody who reacted is named among the actions", { tag: "@nojs" }, async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await ada.write(channel, "Water the beds", "Nobody reacts");
  await ben.open(`/channels/${channel.id}`);
  await (await openActions(ben, "Water the beds")).getByRole("button", { name: /^React with 🎉/ }).click();
  await expect(ben.page.getByRole("button", { name: /^🎉, 1/ })).toBeVisible();
  await ada.open(`/channels/${channel.id}`);
  const list = (await openActions(ada, "Water the beds")).getByRole("region", { name: "Reactions" });
  await expect(list).toContainText(ben.account.displayName);
  await ada.open(`/channels/${channel.id}`);
  const none = (await openActions(ada, "Nobody reacts")).getByRole("region", { name: "Reactions" });
  await expect(none).toHaveCount(0);
});

test.describe("by forms and links alone", { tag: "@nojs-only" }, () => {
  test("a message is edited, reacted to, pinned, kept and deleted", async ({ ada }) => {
    const channel = await ada.createChannel();
    await ada.write(channel, "Water the beds");
    await ada.open(`/channels/${channel.id}`);
    await (await openActions(ada, "Water the beds")).getByRole("button", { name: /^React with 🎉/ }).click();
    await expect(ada.page.getByRole("button", { name: /^🎉, 1/ })).toHaveAttribute("aria-pressed", "true");
    let actions = await openActions(ada, "Water the beds");
    await actions.getByLabel("Another emoji").fill("🍅");
    await actions.getByRole("button", { name: "React", exact: true }).click();
    await expect(ada.page.getByRole("button", { name: /^🍅, 1/ })).toBeVisible();
    for (const [name, mark] of [
      ["Pin", "Pinned by"],
      ["Save", "Saved"],
    ] as const) {
      await (await openActions(ada, "Water the beds")).getByRole("button", { name, exact: true }).click();
      await expect(ada.messages).toContainText([mark]);
    }
    await (await openActions(ada, "Water the beds")).getByRole("link", { name: "Edit" }).click();
    await ada.page.getByRole("textbox", { name: "Text of the message" }).fill("Water the roses");
    await ada.page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(ada.messages).toContainText(["Water the roses"]);
    actions = await openActions(ada, "Water the roses");
    await actions.getByText("Delete", { exact: true }).click();
    await actions.getByRole("button", { name: "Delete message" }).click();
    await expect(ada.messages).toContainText(["This message was deleted."]);
  });

  test("a message is marked unread and stays so", async ({ ada, ben }) => {
    const channel = await shareChannel(ada, ben);
    await ada.write(channel, "One", "Two");
    await ben.open(`/channels/${channel.id}`);
    await (await openActions(ben, "One")).getByRole("button", { name: "Mark unread from here" }).click();
    await expect(ben.channelLink(channel.name)).toHaveAccessibleName(/2 unread messages/);
  });
});
