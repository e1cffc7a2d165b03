// What becomes of a message once it is written: how far it gets, who reads it, and what happens where it is refused.
import type { Locator } from "@playwright/test";
import type { ChannelView } from "#app/shared/views.ts";
import { expect, test, type Person } from "./fixtures.ts";
import type { Channel } from "./person.ts";

const FAILED = "Not sent.";

/** How far a message of one's own has got. */
function stateOf(person: Person, text: string): Locator {
  return person.messageOf(text).getByText(/^(Sent|Delivered|Read|Read by \d+)$/);
}

async function share(kind: "public" | "private", owner: Person, ...others: Person[]): Promise<Channel> {
  const channel = await owner.createChannel({ kind });
  await owner.add(channel, ...others);
  return channel;
}

async function setReceipts(person: Person, isOn: boolean): Promise<void> {
  await person.open("/settings/privacy");
  await person.page.getByRole("checkbox", { name: "Send read receipts" }).setChecked(isOn);
  await person.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(person.page.getByText("Saved.", { exact: true })).toBeVisible();
}

/** Once the server knows that somebody has read everything there. */
async function expectAllRead(person: Person, { id }: Channel): Promise<void> {
  await expect
    .poll(async () => {
      const { lastSeq, membership } = await person.ask<ChannelView>(`/channels/${id}`);
      return lastSeq - (membership?.lastReadSeq ?? 0);
    })
    .toBe(0);
}

test("a message to one person is sent, then delivered, then read", async ({ ada, ben, olga }) => {
  const direct = await ada.openDirect(ben);
  await olga.open("/");
  await ada.open(`/channels/${direct.id}`);
  await ada.say("Shall we plant figs?");
  await expect(stateOf(ada, "figs")).toHaveText("Sent");
  await ben.open("/channels/browse");
  await ada.say("Or beans?");
  await expect(stateOf(ada, "beans")).toHaveText("Delivered");
  await expect(ben.channelLink(ada.account.displayName)).toHaveAccessibleName(/2 unread messages$/);
  await ben.open(`/channels/${direct.id}`);
  await expect(stateOf(ada, "beans")).toHaveText("Read");
  await expect(ben.messages).toHaveCount(2);
  await expect(stateOf(ben, "beans")).toHaveCount(0);
  await ada.reload();
  await expect(stateOf(ada, "beans")).toHaveText("Read");
  await olga.expectUntold(direct.id, "receipt:changed");
});

test("what was sent while somebody was away is delivered when they are back, wherever they look", async ({
  ada,
  ben,
}) => {
  const direct = await ada.openDirect(ben);
  await ada.open(`/channels/${direct.id}`);
  await ada.say("Shall we plant figs?");
  await expect(stateOf(ada, "figs")).toHaveText("Sent");
  await ben.open("/channels/browse");
  await expect(stateOf(ada, "figs")).toHaveText("Delivered");
  await expect(ben.channelLink(ada.account.displayName)).toHaveAccessibleName(/1 unread message$/);
});

test("among several it is counted who has read it, and a page tells who", async ({
  ada,
  ben,
  cleo,
  olga,
}) => {
  const channel = await share("private", ada, ben, cleo);
  await cleo.open("/channels/browse");
  await olga.open("/");
  await ada.open(`/channels/${channel.id}`);
  await ada.say("The gate is open.");
  await expect(stateOf(ada, "gate")).toHaveText("Delivered");
  await ben.open(`/channels/${channel.id}`);
  await stateOf(ada, "gate").filter({ hasText: "Read by 1" }).click();
  const { id: messageId } = await ada.findMessage(channel, "The gate is open.");
  const path = `/channels/${channel.id}/messages/${messageId}/readers`;
  await expect(ada.page).toHaveURL(path);
  const readers = ada.panel(/^Read by/);
  await expect(readers.getByRole("heading", { level: 2 })).toHaveText("Read by 1");
  await expect(readers.getByRole("listitem")).toHaveText([
    new RegExp(ben.account.displayName),
    new RegExp(cleo.account.displayName),
  ]);
  await expect(readers.getByRole("heading", { name: "Delivered 1" })).toBeVisible();

  await cleo.open(`/channels/${channel.id}`);
  await expect(readers.getByRole("heading", { level: 2 })).toHaveText("Read by 2");
  await expect(readers.getByText("Everybody who got it has read it.")).toBeVisible();

  olga.allowTrouble(/status of 404/);
  await olga.expectUntold(channel.id, "receipt:changed");
  expect((await olga.page.goto(path))?.status()).toBe(404);
  await expect(olga.page.getByText(ben.account.displayName)).toHaveCount(0);
});

test("with read receipts switched off nobody of the two sees what the other has read", async ({
  ada,
  ben,
}) => {
  const direct = await ada.openDirect(ben);
  await setReceipts(ben, false);
  await ada.open(`/channels/${direct.id}`);
  await ada.say("Shall we plant figs?");
  await expect(stateOf(ada, "figs")).toHaveText("Delivered");
  await ben.open(`/channels/${direct.id}`);
  await ben.say("Or beans?");
  await expect(ada.messages.last()).toContainText("Or beans?");
  await expectAllRead(ada, direct);
  await expectAllRead(ben, direct);
  for (const [person, text] of [
    [ada, "figs"],
    [ben, "beans"],
  ] as const) {
    await expect(stateOf(person, text)).toHaveText(/^(Sent|Delivered)$/);
    await person.reload();
    await expect(stateOf(person, text)).toHaveText("Delivered");
  }
  const { id: messageId } = await ben.findMessage(direct, "Or beans?");
  await ben.open(`/channels/${direct.id}/messages/${messageId}/readers`);
  await expect(ben.panel(/^Read by/)).toContainText("You keep your read receipts to yourself");
  await expect(ben.panel("Read by 0")).toContainText(ada.account.displayName);

  await setReceipts(ben, true);
  await expect(stateOf(ada, "figs")).toHaveText("Read");
  await ben.open(`/channels/${direct.id}`);
  await expect(stateOf(ben, "beans")).toHaveText("Read");
});

test.describe("what is refused", () => {
  /** Shuts this tab off from what others do: it only gets answers to what it asks itself. */
  async function openDeafenable(person: Person, channel: Channel, signal: () => Promise<void>) {
    const line = { isDeaf: false };
    await person.page.routeWebSocket(/socket\.io/, (browser) => {
      const server = browser.connectToServer();
      server.onMessage((frame) => {
        // Socket.IO's packet type of an event; an acknowledgement is 43.
        if (!line.isDeaf || !frame.toString().startsWith("42")) browser.send(frame);
      });
    });
    await person.page.goto(`/channels/${channel.id}`);
    await expect(person.sendButton).toBeDisabled();
    await signal();
    await expect(person.messages).toHaveCount(1);
    await expectAllRead(person, channel);
    return line;
  }

  test("stays with its reason, over a reload as well, and is sent once when that is possible again", async ({
    ada,
    ben,
  }) => {
    const channel = await share("public", ben, ada);
    await ben.open(`/channels/${channel.id}`);
    const line = await openDeafenable(ada, channel, () => ben.write(channel, "Anybody there?"));
    line.isDeaf = true;
    await ben.ask(`/channels/${channel.id}`, { method: "DELETE" });
    await expect(ben.composer).toHaveCount(0);
    await ada.say("All of the beans are ripe.");
    const message = ada.messageOf("All of the beans are ripe.");
    await expect(message).toContainText(`${FAILED} This channel is archived. Nobody can write in it.`);
    await message.getByRole("button", { name: "Try again" }).click();
    await expect(message).toContainText(FAILED);

    line.isDeaf = false;
    await ada.page.reload();
    await expect(ada.composer).toHaveCount(0);
    await expect(message).toContainText(FAILED);
    await ben.ask(`/channels/${channel.id}/unarchive`, { method: "POST", data: {} });
    await expect(ada.composer).toBeVisible();
    await message.getByRole("button", { name: "Try again" }).click();
    await expect(ben.messages).toContainText(["Anybody there?", "All of the beans are ripe."]);
    await expect(stateOf(ada, "All of the beans")).toHaveText("Read");
    for (const { messages } of [ada, ben]) await expect(messages).toHaveCount(2);
  });

  test("is discarded by who wrote it, and nobody else ever sees it", async ({ ada, ben }) => {
    const channel = await share("public", ben, ada);
    await ben.open(`/channels/${channel.id}`);
    const line = await openDeafenable(ada, channel, () => ben.write(channel, "Anybody there?"));
    line.isDeaf = true;
    await ben.ask(`/channels/${channel.id}`, { method: "PATCH", data: { isReadOnly: true } });
    await ada.say("Never mind me.");
    const message = ada.messageOf("Never mind me.");
    await expect(message).toContainText(`${FAILED} Only owners and moderators write in this channel.`);
    await message.getByRole("button", { name: "Discard" }).click();
    await expect(message).toHaveCount(0);
    line.isDeaf = false;
    await ada.page.reload();
    await ben.say("Nothing came.");
    for (const { messages } of [ada, ben]) {
      await expect(messages).toContainText(["Anybody there?", "Nothing came."]);
      await expect(messages).toHaveCount(2);
    }
  });

  test("of who was removed waits until they are in again", async ({ ada, ben }) => {
    const channel = await share("public", ben, ada);
    await ben.open(`/channels/${channel.id}`);
    const line = await openDeafenable(ada, channel, () => ben.write(channel, "Anybody there?"));
    line.isDeaf = true;
    await ben.ask(`/channels/${channel.id}/members/${await ada.findId()}`, { method: "DELETE" });
    await ada.say("I was about to say.");
    await expect(ada.messageOf("I was about to say.")).toContainText(FAILED);
    line.isDeaf = false;
    await ada.page.reload();
    await expect(ada.messages).toHaveCount(0);
    await ada.page.getByRole("main").getByRole("button", { name: "Join" }).click();
    const message = ada.messageOf("I was about to say.");
    await expect(message).toContainText(FAILED);
    await expect(ben.messages).toHaveCount(1);
    await message.getByRole("button", { name: "Try again" }).click();
    await expect(ben.messages.last()).toContainText("I was about to say.");
  });
});
