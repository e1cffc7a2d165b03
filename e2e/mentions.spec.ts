// Naming everybody, or everybody who is here; and who counts as here.
import type { Locator } from "@playwright/test";
import { expect, test, type Person } from "./fixtures.ts";
import type { Channel } from "./person.ts";

/** What Chromium writes where the clock leaps while the connection is being made again. */
const MISSED_HEARTBEAT = /WebSocket is closed before the connection is established/;

async function sharePrivately(owner: Person, ...others: Person[]): Promise<Channel> {
  const channel = await owner.createChannel({ kind: "private" });
  await owner.add(channel, ...others);
  return channel;
}

function inboxLink({ sidebar }: Person): Locator {
  return sidebar.getByRole("link", { name: /^Inbox/ });
}

function inboxOf({ page }: Person): Locator {
  return page.getByRole("list", { name: "Inbox" }).getByRole("listitem");
}

function ownPresence({ sidebar }: Person, presence: string): Locator {
  return sidebar.getByRole("button", { name: `You are ${presence}. Change` });
}

async function setPresence(person: Person, from: string, to: string): Promise<void> {
  await ownPresence(person, from).click();
  await person.page.getByRole("radio", { name: to }).click();
  await expect(ownPresence(person, to)).toBeVisible();
}

test("@channel names every member, there or not, and nobody else", async ({ ada, ben, cleo, olga }) => {
  const channel = await sharePrivately(ada, ben, cleo);
  await ada.open(`/channels/${channel.id}`);
  await ben.open("/channels/browse");
  await olga.open("/inbox");
  const list = ada.page.getByRole("listbox", { name: "Suggestions" });
  await ada.composer.pressSequentially("@chan");
  await expect(list.getByRole("option", { name: "@channel" })).toContainText("Everybody in this channel");
  await expect(list.getByRole("option")).toHaveCount(1);
  await ada.page.keyboard.press("Enter");
  await ada.composer.pressSequentially("the gate is open");
  await expect(ada.composer).toHaveValue("@channel the gate is open");
  await ada.sendButton.click();
  await expect(ada.messages).toHaveCount(1);

  await expect(ben.channelLink(channel.name)).toHaveAccessibleName(/1 mention.*1 unread message$/);
  await expect(inboxLink(ben)).toHaveAccessibleName(/1 new$/);
  // Who was away all along finds it as well.
  await cleo.open("/channels/browse");
  for (const person of [ben, cleo]) {
    await inboxLink(person).click();
    await expect(inboxOf(person)).toContainText(["the gate is open"]);
    await inboxOf(person).getByRole("link", { name: "Go to message" }).click();
    await expect(person.messages.getByText("@channel", { exact: true })).toHaveClass(/\bmention-own\b/);
    await expect(person.channelLink(channel.name)).not.toHaveAccessibleName(/mention|unread/);
  }
  for (const person of [ada, olga]) {
    await person.open("/inbox");
    await expect(person.page.getByText("Nothing is waiting for you.")).toBeVisible();
  }
  await olga.expectUntold(channel.id, "the gate is open");
});

test("@here names the members who are there, and nobody who is away", async ({ ada, ben, cleo, olga }) => {
  const channel = await sharePrivately(ada, ben, cleo);
  await ada.open(`/channels/${channel.id}`);
  await ben.open("/channels/browse");
  await olga.open("/inbox");
  await expect(ownPresence(ben, "Online")).toBeVisible();
  const list = ada.page.getByRole("listbox", { name: "Suggestions" });
  await ada.composer.pressSequentially("@her");
  await expect(list.getByRole("option", { name: "@here" })).toContainText("Everybody who is here now");
  await expect(list.getByRole("option")).toHaveCount(1);
  await ada.page.keyboard.press("Enter");
  await ada.composer.pressSequentially("tea is ready");
  await ada.sendButton.click();
  await expect(inboxLink(ben)).toHaveAccessibleName(/1 new$/);
  await expect(ben.channelLink(channel.name)).toHaveAccessibleName(/1 mention.*1 unread message$/);
  await inboxLink(ben).click();
  await expect(inboxOf(ben)).toContainText(["tea is ready"]);

  await cleo.open("/inbox");
  await expect(cleo.page.getByText("Nothing is waiting for you.")).toBeVisible();
  await expect(cleo.channelLink(channel.name)).toHaveAccessibleName(/1 unread message$/);
  await expect(cleo.channelLink(channel.name)).not.toHaveAccessibleName(/mention/);
  for (const person of [ben, cleo]) {
    await person.open(`/channels/${channel.id}`);
    await expect(person.messages.getByText("@here", { exact: true })).toHaveClass(/\bmention\b/);
  }
  for (const person of [ada, olga]) {
    await person.open("/inbox");
    await expect(person.page.getByText("Nothing is waiting for you.")).toBeVisible();
  }
  await olga.expectUntold(channel.id, "tea is ready");
});

test("what is typed faster than the list follows is sent as it is typed", async ({ ada, ben }) => {
  const channel = await sharePrivately(ada, ben);
  await ada.open(`/channels/${channel.id}`);
  await ada.composer.pressSequentially("@");
  const list = ada.page.getByRole("listbox", { name: "Suggestions" });
  await expect(list.getByRole("option", { name: ben.account.username })).toBeVisible();
  await ada.composer.pressSequentially("channel");
  await ada.page.keyboard.press("Enter");
  await expect(ada.messages.getByText("@channel", { exact: true })).toBeVisible();
  await expect(ada.composer).toHaveValue("");
});

test("who leaves the device alone for five minutes is away, and comes back by touching it", async ({
  ada,
  ben,
  olga,
}) => {
  await ada.openDirect(ben);
  const benId = await ben.findId();
  await ada.open("/channels/browse");
  await olga.open("/channels/browse");
  await ben.page.clock.install();
  ben.allowTrouble(MISSED_HEARTBEAT);
  await ben.open("/channels/browse");
  const row = ada.channelLink(ben.account.displayName);
  await expect(row).toHaveAccessibleName(/Online$/);
  await ben.page.clock.fastForward("04:00");
  await ben.page.mouse.move(100, 100);
  await ben.page.clock.fastForward("04:00");
  await expect(ownPresence(ben, "Online")).toBeVisible();
  await expect(row).toHaveAccessibleName(/Online$/);
  await ben.page.clock.fastForward("01:30");
  await expect(row).toHaveAccessibleName(/Away$/);
  await expect(ownPresence(ben, "Away")).toBeVisible();
  await ben.page.mouse.move(200, 200);
  await expect(row).toHaveAccessibleName(/Online$/);
  await expect(ownPresence(ben, "Online")).toBeVisible();
  await olga.expectUntold(benId);
});

test("who says that they are busy stays so, whether they are at the device or not, until they say otherwise", async ({
  ada,
  ben,
}) => {
  await ada.openDirect(ben);
  await ada.open("/channels/browse");
  await ben.page.clock.install();
  ben.allowTrouble(MISSED_HEARTBEAT);
  await ben.open("/channels/browse");
  const row = ada.channelLink(ben.account.displayName);
  await setPresence(ben, "Online", "Busy");
  await expect(row).toHaveAccessibleName(/Busy$/);
  await ben.page.clock.fastForward("05:30");
  await ben.page.mouse.move(300, 200);
  await ben.reload();
  await expect(ownPresence(ben, "Busy")).toBeVisible();
  await expect(row).toHaveAccessibleName(/Busy$/);
  await setPresence(ben, "Busy", "Online");
  await expect(row).toHaveAccessibleName(/Online$/);
});
