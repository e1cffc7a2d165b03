import { expect, test, type Person } from "./fixtures.ts";
import type { Channel } from "./person.ts";
import { findSidewaysScrolling } from "./sideways.ts";
import { makeUnique } from "./unique.ts";

const OFFLINE = "You are offline. Messages will be sent when you are back.";
/** What Chromium itself writes while there is no network. */
const NO_NETWORK = /ERR_INTERNET_DISCONNECTED|WebSocket connection to/;

async function shareChannel(ada: Person, ben: Person): Promise<Channel> {
  const channel = await ada.createChannel();
  await ben.join(channel);
  return channel;
}

test("what is written offline is sent once and in order when the network is back", async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await Promise.all([ada.open(`/channels/${channel.id}`), ben.open(`/channels/${channel.id}`)]);
  ada.allowTrouble(NO_NETWORK);
  await ada.context.setOffline(true);
  await expect(ada.page.getByText(OFFLINE)).toBeVisible();
  const bodies = ["First.", "Second.", "Third."];
  for (const body of bodies) await ada.say(body);
  await expect(ada.messages).toContainText(bodies);
  await ben.say("Are you there?");
  await expect(ben.messages).toContainText(["Are you there?"]);

  await ada.context.setOffline(false);
  const all = ["Are you there?", ...bodies];
  for (const { messages } of [ada, ben]) {
    await expect(messages).toContainText(all);
    await expect(messages).toHaveCount(all.length);
  }
  await expect(ada.page.getByText(OFFLINE)).toHaveCount(0);
  await ada.reload();
  await expect(ada.messages).toContainText(all);
  await expect(ada.messages).toHaveCount(all.length);
});

test("a message whose acknowledgement was lost is there once", async ({ ada, ben }) => {
  const channel = await shareChannel(ada, ben);
  await ben.open(`/channels/${channel.id}`);
  let cuts = 0;
  await ada.page.routeWebSocket(/socket\.io/, (browser) => {
    const server = browser.connectToServer();
    let isCut = false;
    browser.onMessage((frame) => {
      // The message gets to the server; nothing comes back.
      if (cuts < 2 && frame.toString().includes("message:send")) {
        cuts += 1;
        isCut = true;
      }
      server.send(frame);
    });
    server.onMessage((frame) => {
      if (isCut) void browser.close();
      else browser.send(frame);
    });
  });
  await ada.page.goto(`/channels/${channel.id}`);
  await expect(ada.sendButton).toBeDisabled();
  await ada.say("Once and only once.");
  await expect(ben.messages).toContainText(["Once and only once."]);
  await ada.say("And then this.");
  for (const { messages } of [ada, ben]) {
    await expect(messages).toContainText(["Once and only once.", "And then this."]);
    await expect(messages).toHaveCount(2);
  }
  await expect(ada.page.getByText("Sending", { exact: true })).toHaveCount(0);
  expect(cuts).toBe(2);
});

test("an unsent message outlives its tab", async ({ ada, ben, openTab }) => {
  const channel = await shareChannel(ada, ben);
  await ben.open(`/channels/${channel.id}`);
  await ada.open(`/channels/${channel.id}`);
  ada.allowTrouble(NO_NETWORK);
  await ada.context.setOffline(true);
  await expect(ada.page.getByText(OFFLINE)).toBeVisible();
  await ada.say("From the tunnel.");
  await expect(ada.messages).toContainText(["From the tunnel."]);
  await ada.page.close();
  await ada.context.setOffline(false);
  const later = await openTab(ada);
  await later.open("/channels/browse");
  await expect(ben.messages).toContainText(["From the tunnel."]);
  await later.open(`/channels/${channel.id}`);
  await expect(later.messages).toHaveCount(1);
});

test("a draft is kept over a reload, for each conversation its own", async ({ ada }) => {
  const one = await ada.createChannel({ name: "beans" });
  const other = await ada.createChannel({ name: "figs" });
  await ada.open(`/channels/${one.id}`);
  await ada.composer.fill("Half a thou");
  await ada.channelLink(other.name).click();
  await expect(ada.heading(other.name)).toBeVisible();
  await expect(ada.composer).toHaveValue("");
  await ada.open(`/channels/${one.id}`);
  await expect(ada.composer).toHaveValue("Half a thou");
  await expect(ada.sendButton).toBeEnabled();
  await ada.composer.press("End");
  await ada.composer.pressSequentially("ght.");
  await ada.sendButton.click();
  await expect(ada.messages).toContainText(["Half a thought."]);
  await ada.reload();
  await expect(ada.composer).toHaveValue("");
});

test("Enter sends, Shift+Enter breaks the line, and nothing but blanks is not sent", async ({ ada }) => {
  const channel = await ada.createChannel();
  await ada.open(`/channels/${channel.id}`);
  await expect(ada.composer).toBeFocused();
  await ada.composer.press("Enter");
  await ada.composer.fill("  ");
  await ada.composer.press("Enter");
  await ada.composer.fill("");
  await ada.composer.pressSequentially("Roses");
  await ada.composer.press("Shift+Enter");
  await ada.composer.pressSequentially("Tulips");
  await expect(ada.composer).toHaveValue("Roses\nTulips");
  await ada.composer.press("Enter");
  await expect(ada.composer).toHaveValue("");
  await expect(ada.composer).toBeFocused();
  await expect(ada.messages).toHaveCount(1);
  await expect(ada.messages.getByText("Roses\nTulips", { exact: true })).toBeVisible();
});

test("too long a message is counted and cannot be sent", async ({ ada }) => {
  const channel = await ada.createChannel();
  await ada.open(`/channels/${channel.id}`);
  await ada.composer.fill("x".repeat(8003));
  await expect(ada.composer).toHaveAccessibleDescription(/3 characters too many/);
  await expect(ada.sendButton).toBeDisabled();
  await ada.composer.press("Enter");
  await ada.composer.fill("Short.");
  await ada.sendButton.click();
  await expect(ada.messages).toHaveCount(1);
});

test("unread numbers come and go on every tab of a person", async ({ ada, ben, openTab }) => {
  const channel = await shareChannel(ada, ben);
  const tab = await openTab(ben);
  await ben.open("/channels/browse");
  await tab.open("/channels/new");
  await ada.write(channel, "One.", "Two.");
  for (const one of [ben, tab])
    await expect(one.channelLink(channel.name)).toHaveAccessibleName(/2 unread messages$/);
  await ben.channelLink(channel.name).click();
  await expect(ben.messages).toContainText(["One.", "Two."]);
  for (const one of [ben, tab])
    await expect(one.channelLink(channel.name)).toHaveAccessibleName(channel.name);
  // What comes into an open conversation that is looked at is read at once.
  await ben.page.bringToFront();
  await ada.write(channel, "Three.");
  await expect(ben.messages).toHaveCount(3);
  await expect(tab.channelLink(channel.name)).toHaveAccessibleName(channel.name);
  await tab.reload();
  await expect(tab.channelLink(channel.name)).toHaveAccessibleName(channel.name);
});

test("what one tab sends, another tab of the same person shows once", async ({ ada, openTab }) => {
  const channel = await ada.createChannel();
  const tab = await openTab(ada);
  await ada.open(`/channels/${channel.id}`);
  await tab.open(`/channels/${channel.id}`);
  await ada.say("From the first.");
  await expect(tab.messages).toContainText(["From the first."]);
  await tab.say("From the second.");
  for (const { messages } of [ada, tab]) {
    await expect(messages).toContainText(["From the first.", "From the second."]);
    await expect(messages).toHaveCount(2);
  }
});

test("older messages load in place and the reader keeps the position", async ({ ada }) => {
  const channel = await ada.createChannel();
  await ada.write(channel, ...Array.from({ length: 130 }, (_, index) => `Note ${index + 1}.`));
  await ada.open(`/channels/${channel.id}`);
  const { loads } = ada;
  await expect(ada.messages).toHaveCount(50);
  await expect(ada.messages.last()).toBeInViewport();
  const older = ada.page.getByRole("link", { name: "Older messages" });
  // The text, not its article: whether the author's name stands above it depends on what comes before.
  const anchor = ada.messages.getByText("Note 81.", { exact: true });
  await anchor.scrollIntoViewIfNeeded();
  const before = await anchor.boundingBox();
  await expect.poll(() => ada.messages.count()).toBeGreaterThan(80);
  await expect
    .poll(async () => Math.abs(((await anchor.boundingBox())?.y ?? 0) - (before?.y ?? -1000)))
    .toBeLessThanOrEqual(1);
  // The rest comes to whoever goes on.
  await expect(async () => {
    await ada.messages.first().scrollIntoViewIfNeeded();
    expect(await ada.messages.count()).toBe(130);
  }).toPass({ intervals: [50], timeout: 20_000 });
  await expect(older).toHaveCount(0);
  await expect(ada.messages.first()).toContainText("Note 1.");
  expect(ada.loads).toBe(loads);
});

test("an answer written at an old message is shown where it stands: at the end", async ({ ada }) => {
  const channel = await ada.createChannel();
  await ada.write(channel, ...Array.from({ length: 120 }, (_, index) => `Note ${index + 1}.`));
  await ada.open(`/channels/${channel.id}?around=10`);
  await expect(ada.messages.getByText("Note 10.", { exact: true })).toBeVisible();
  await ada.say("An answer to number ten.");
  await expect(ada.messages.last()).toContainText("An answer to number ten.");
  await expect(ada.messages.last()).toBeInViewport();
});

test("where no websocket gets through, messages go by HTTP", async ({ ada, ben }) => {
  const channel = await ada.createChannel();
  await ben.join(channel);
  ada.allowTrouble(/ws:\/\/127\.0\.0\.1:1\//);
  await ada.page.addInitScript(() => {
    const Original = window.WebSocket;
    window.WebSocket = class extends Original {
      constructor() {
        super("ws://127.0.0.1:1/");
      }
    };
  });
  await ada.page.goto(`/channels/${channel.id}`);
  await ben.open(`/channels/${channel.id}`);
  await ada.say("By another way.");
  await expect(ben.messages).toContainText(["By another way."]);
  await expect(ada.messages).toContainText(["By another way."]);
  await expect(ada.messages.getByText("Sending")).toHaveCount(0);
  await ben.say("And back.");
  await ada.say("A second time.");
  await expect(ada.messages).toContainText(["By another way.", "And back.", "A second time."]);
  await expect(ada.messages).toHaveCount(3);
});

test("logging out in one tab ends the other at the login page", async ({ ada, openTab }) => {
  const channel = await ada.createChannel();
  const tab = await openTab(ada);
  await ada.open(`/channels/${channel.id}`);
  await tab.open("/channels/browse");
  await tab.sidebar.getByRole("button", { name: "Log out" }).click();
  await expect(tab.page).toHaveURL(/\/login/);
  await expect(ada.page).toHaveURL(/\/login/);
  await expect(ada.page.getByLabel("Email or username")).toBeVisible();
});

test("leaving a channel in one tab shows the join page in the other", async ({ ada, ben, openTab }) => {
  const channel = await shareChannel(ada, ben);
  await ada.write(channel, "Still here?");
  const tab = await openTab(ben);
  await ben.open(`/channels/${channel.id}`);
  await tab.open(`/channels/${channel.id}`);
  await ben.open(`/channels/${channel.id}/about`);
  await ben.page.getByRole("button", { name: "Leave channel" }).click();
  await ben.page.getByRole("dialog").getByRole("button", { name: "Leave channel" }).click();
  await expect(ben.page).toHaveURL("/channels/browse");
  await expect(tab.page.getByRole("main").getByRole("button", { name: "Join" })).toBeVisible();
  await expect(tab.composer).toHaveCount(0);
  await expect(tab.channelLink(channel.name)).toHaveCount(0);
  await tab.page.getByRole("main").getByRole("button", { name: "Join" }).click();
  await expect(tab.messages).toContainText(["Still here?"]);
  await expect(ben.channelLink(channel.name)).toBeVisible();
});

test("going through conversations shows each with its own messages, also by Back", async ({ ada, ben }) => {
  const beans = await shareChannel(ada, ben);
  const figs = await shareChannel(ada, ben);
  await ada.write(beans, "Beans.");
  await ada.write(figs, "Figs.");
  await ben.open(`/channels/${beans.id}`);
  await ben.channelLink(figs.name).click();
  await expect(ben.messages).toContainText(["Figs."]);
  await ada.write(beans, "More beans.");
  await expect(ben.channelLink(beans.name)).toHaveAccessibleName(/1 unread message$/);
  await ben.page.goBack();
  await expect(ben.heading(beans.name)).toBeVisible();
  await expect(ben.messages).toContainText(["Beans.", "More beans."]);
  await expect(ben.messages).toHaveCount(2);
  await expect(ben.channelLink(beans.name)).toHaveAccessibleName(beans.name);
});

test("long names and words without a break stay inside a narrow screen", async ({ ada, ben }) => {
  await ada.page.setViewportSize({ width: 390, height: 844 });
  const channel = await ada.createChannel({ name: `${"extraordinarily".repeat(4)}` });
  await ben.join(channel);
  await ada.open(`/channels/${channel.id}`);
  await ada.say("w".repeat(300));
  await ben.write(channel, `${makeUnique("https://example.org/")}${"/path".repeat(60)}`);
  await expect(ada.messages).toHaveCount(2);
  await expect(ada.composer).toBeInViewport();
  expect(await findSidewaysScrolling(ada.page)).toEqual([]);
  await ada.page.getByRole("link", { name: "Show channels" }).click();
  await expect(ada.channelLink(channel.name)).toBeVisible();
  expect(await findSidewaysScrolling(ada.page)).toEqual([]);
  await ada.channelLink(channel.name).click();
});
