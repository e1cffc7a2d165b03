// Slash commands: what who gives one sees of it, what the others do, and what an outsider does not.
import { expect, test, type Person } from "./fixtures.ts";
import type { Channel } from "./person.ts";

async function sharePrivately(owner: Person, ...others: Person[]): Promise<Channel> {
  const channel = await owner.createChannel({ name: "secret", kind: "private" });
  await owner.add(channel, ...others);
  return channel;
}

test("/me says what one does", { tag: "@nojs" }, async ({ ada, ben }) => {
  const channel = await sharePrivately(ada, ben);
  for (const person of [ada, ben]) await person.open(`/channels/${channel.id}`);
  await ada.say("/me  waters the beans");
  await ben.lookAgain();
  for (const { messages } of [ada, ben]) {
    await expect(messages.last().getByRole("emphasis")).toHaveText("waters the beans");
    await expect(messages.last()).toContainText(ada.account.displayName);
    await expect(messages.last()).not.toContainText("/me");
  }
  await expect(ada.composer).toHaveValue("");
});

test(
  "/topic changes what stands at the head, for who may and for everybody who looks",
  { tag: "@nojs" },
  async ({ ada, ben, olga, javaScriptEnabled }) => {
    const channel = await sharePrivately(ada, ben);
    for (const person of [ada, ben]) await person.open(`/channels/${channel.id}`);
    await olga.open("/");
    await ada.say("/topic Figs before beans");
    await ben.lookAgain();
    for (const { page, timeline } of [ada, ben]) {
      await expect(timeline).toContainText(`${ada.account.displayName} set the topic to Figs before beans`);
      await expect(
        page.getByRole("main").getByText("Figs before beans", { exact: true }).first(),
      ).toBeVisible();
    }
    if (!javaScriptEnabled) ben.allowTrouble(/status of 403/);
    await ben.say("/topic Beans only");
    await expect(ben.page.getByText("You are not allowed to do that.").first()).toBeVisible();
    await expect(ben.composer).toHaveValue("/topic Beans only");
    await ada.reload();
    await expect(ada.page.getByText("Beans only")).toHaveCount(0);
    if (javaScriptEnabled) await olga.expectUntold(channel.id, "Figs before beans");
  },
);

test(
  "/invite brings people in, all of them or nobody",
  { tag: "@nojs" },
  async ({ ada, cleo, ben, olga, javaScriptEnabled }) => {
    const channel = await sharePrivately(ada);
    const { username: benName } = ben.account;
    for (const person of [ben, cleo, olga]) await person.open("/channels/browse");
    await ada.open(`/channels/${channel.id}`);
    if (!javaScriptEnabled) ada.allowTrouble(/status of 422/);
    await ada.say(`/invite @${benName} @${benName}-nobody`);
    await expect(ada.page.getByText("Nobody was added.").first()).toBeVisible();
    await expect(ada.composer).toHaveValue(`/invite @${benName} @${benName}-nobody`);
    await ada.say(`/invite @${benName} @${cleo.account.username}`);
    await expect(ada.page.getByText(/^Added: /)).toContainText(ben.account.displayName);
    for (const person of [ben, cleo]) {
      await person.lookAgain();
      await expect(person.channelLink(channel.name)).toBeVisible();
      await person.channelLink(channel.name).click();
      await expect(person.composer).toBeVisible();
    }
    await olga.lookAgain();
    await expect(olga.channelLink(channel.name)).toHaveCount(0);
    if (javaScriptEnabled) await olga.expectUntold(channel.id, channel.name);
  },
);

test(
  "/leave ends at the way in, and the others read that one has left",
  { tag: "@nojs" },
  async ({ ada, ben }) => {
    const channel = await sharePrivately(ada, ben);
    await ada.open(`/channels/${channel.id}`);
    await ben.open(`/channels/${channel.id}`);
    await ben.say("/leave");
    await expect(ben.heading("Welcome to Parley")).toBeVisible();
    await expect(ben.channelLink(channel.name)).toHaveCount(0);
    await ada.lookAgain();
    await expect(ada.timeline).toContainText(`${ben.account.displayName} left`);
    await ada.say("Was it something I said?");
    await expect(ada.messages).toHaveCount(1);
    ben.allowTrouble(/status of 404/);
    expect((await ben.page.goto(`/channels/${channel.id}`))?.status()).toBe(404);
    expect(ben.told.join("\n")).not.toContain("Was it something I said?");
  },
);

test("/leave is refused to the only owner, who stays", { tag: "@nojs" }, async ({ ada, ben }) => {
  const channel = await sharePrivately(ada, ben);
  await ada.open(`/channels/${channel.id}`);
  ada.allowTrouble(/status of 409/);
  await ada.say("/leave");
  await expect(ada.page.getByText("Make somebody else an owner first.").first()).toBeVisible();
  await expect(ada.composer).toHaveValue("/leave");
  await expect(ada.channelLink(channel.name)).toBeVisible();
});

test("/mute dims a conversation on all of one's tabs and for nobody else, and ends it again", async ({
  ada,
  ben,
  openTab,
}) => {
  const channel = await sharePrivately(ada, ben);
  const tab = await openTab(ada);
  await tab.open("/channels/browse");
  await ben.open("/channels/browse");
  await ada.open(`/channels/${channel.id}`);
  await ada.say("/mute");
  await expect(ada.page.getByText("This conversation is muted.")).toBeVisible();
  for (const view of [ada, tab]) await expect(view.channelLink(channel.name)).toHaveAccessibleName(/muted$/);
  await ada.say("/mute");
  await expect(ada.page.getByText("This conversation is no longer muted.")).toBeVisible();
  for (const view of [ada, tab])
    await expect(view.channelLink(channel.name)).not.toHaveAccessibleName(/muted/);
  await ada.say("Did you hear that?");
  await expect(ben.channelLink(channel.name)).toHaveAccessibleName(/1 unread message$/);
  await expect(ben.channelLink(channel.name)).not.toHaveAccessibleName(/muted/);
  await expect(ada.messages).toHaveCount(1);
});
