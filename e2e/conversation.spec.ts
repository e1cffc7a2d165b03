// What happens in a conversation besides messages coming and going: who types, what is new, what waits to be sent.
import type { Locator } from "@playwright/test";
import { expect, test, type Person } from "./fixtures.ts";
import { inspect } from "./inspect.ts";
import type { Channel } from "./person.ts";

async function share(owner: Person, ...others: Person[]): Promise<Channel> {
  const channel = await owner.createChannel();
  for (const person of others) await person.join(channel);
  return channel;
}

/** The line where one left off. */
function unreadLine({ page }: Person): Locator {
  return page.getByRole("log", { name: "Messages" }).getByText("New", { exact: true });
}

function notes(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `Note ${index + 1}.`);
}

async function openActions(person: Person, text: string): Promise<void> {
  const message = person.messages.filter({ hasText: text });
  await message.hover();
  await message.getByRole("button", { name: /^More actions/ }).click();
}

test("who types is shown to the others, and no longer when they stop or send", async ({ ada, ben, cleo }) => {
  const channel = await share(ada, ben, cleo);
  const other = await share(ada, ben);
  await ada.open(`/channels/${channel.id}`);
  await ben.open(`/channels/${channel.id}`);
  await cleo.open(`/channels/${channel.id}`);
  const line = ada.page.getByText(`${ben.account.displayName} is typing`);
  await ben.composer.pressSequentially("Bea");
  await expect(line).toBeVisible();
  await expect(ben.page.getByText(/is typing/)).toHaveCount(0);
  await cleo.composer.pressSequentially("Fig");
  await expect(ada.page.getByText(/^\S+ \S+ and \S+ \S+ are typing$/)).toBeVisible();
  await cleo.composer.fill("");
  await expect(line).toBeVisible();
  await ben.say("Beans.");
  await expect(ada.messages).toContainText(["Beans."]);
  await expect(ada.page.getByText(/typing$/)).toHaveCount(0);
  await ada.channelLink(other.name).click();
  // It is told every three seconds at most.
  await expect(async () => {
    await cleo.composer.press("s");
    await expect(ben.page.getByText(`${cleo.account.displayName} is typing`)).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(ada.page.getByText(/typing$/)).toHaveCount(0);
});

test("what is new is counted on all tabs, lined off where one left off, and read on all at once", async ({
  ada,
  ben,
  openTab,
}) => {
  const channel = await share(ada, ben);
  await ada.write(channel, "Old news.");
  await ben.open(`/channels/${channel.id}`);
  await ben.say("Of mine.");
  await expect(ben.messages).toHaveCount(2);
  const tab = await openTab(ben);
  await ben.open("/channels/browse");
  await tab.open("/saved");
  await ada.write(channel, "Beans.", "Figs.");
  for (const view of [ben, tab])
    await expect(view.channelLink(channel.name)).toHaveAccessibleName(/2 unread messages$/);
  await ben.channelLink(channel.name).click();
  await expect(unreadLine(ben)).toBeVisible();
  const [line, beans, own] = await Promise.all(
    [unreadLine(ben), ben.messages.getByText("Beans."), ben.messages.getByText("Of mine.")].map((each) =>
      each.boundingBox(),
    ),
  );
  expect(own?.y).toBeLessThan(line?.y ?? 0);
  expect(line?.y).toBeLessThan(beans?.y ?? 0);
  await expect(tab.channelLink(channel.name)).toHaveAccessibleName(channel.name);
  await ben.say("I see.");
  await ada.write(channel, "Good.");
  await expect(ben.messages).toHaveCount(6);
  await expect(unreadLine(ben)).toHaveCount(1);
  await ben.channelLink(channel.name).click();
  await expect(ben.channelLink(channel.name)).toHaveAccessibleName(channel.name);
});

test("what is marked as unread stays so here and on the other tab, until it is marked as read", async ({
  ada,
  ben,
  openTab,
}) => {
  const channel = await share(ada, ben);
  await ada.write(channel, ...notes(3));
  const tab = await openTab(ben);
  await tab.open("/channels/browse");
  await ben.open(`/channels/${channel.id}`);
  await expect(tab.channelLink(channel.name)).toHaveAccessibleName(channel.name);
  await openActions(ben, "Note 2.");
  await ben.page.getByRole("button", { name: "Mark unread from here" }).click();
  for (const view of [ben, tab])
    await expect(view.channelLink(channel.name)).toHaveAccessibleName(/2 unread messages$/);
  const [line, second] = await Promise.all([
    unreadLine(ben).boundingBox(),
    ben.messages.getByText("Note 2.").boundingBox(),
  ]);
  expect(line?.y).toBeLessThan(second?.y ?? 0);
  await ben.page.getByRole("button", { name: "Mark as read", exact: true }).click();
  for (const view of [ben, tab])
    await expect(view.channelLink(channel.name)).toHaveAccessibleName(channel.name);
  await ben.reload();
  await expect(ben.channelLink(channel.name)).toHaveAccessibleName(channel.name);
});

test("who is named sees it apart from what is only new, and everything can be marked as read", async ({
  ada,
  ben,
  cleo,
}) => {
  const [beans, figs] = [await share(ada, ben, cleo), await share(ada, ben)];
  await ben.open("/channels/browse");
  await cleo.open("/channels/browse");
  await ada.write(beans, `@${ben.account.username} come and see`, "Now.");
  await ada.write(figs, "Ripe.");
  await expect(ben.channelLink(beans.name)).toHaveAccessibleName(/1 mention.*2 unread messages$/);
  await expect(cleo.channelLink(beans.name)).toHaveAccessibleName(/2 unread messages$/);
  await expect(cleo.channelLink(beans.name)).not.toHaveAccessibleName(/mention/);
  await expect(cleo.channelLink(beans.name).getByText("2", { exact: true })).toBeVisible();
  await expect(ben.channelLink(figs.name)).not.toHaveAccessibleName(/mention/);
  await expect(ben.sidebar.getByRole("link", { name: /^Inbox/ })).toHaveAccessibleName(/1 new/);
  await ben.sidebar.getByRole("button", { name: "Mark all as read" }).click();
  for (const channel of [beans, figs])
    await expect(ben.channelLink(channel.name)).toHaveAccessibleName(channel.name);
  await expect(ben.sidebar.getByRole("button", { name: "Mark all as read" })).toHaveCount(0);
  await ben.reload();
  await expect(ben.channelLink(beans.name)).toHaveAccessibleName(beans.name);
  await expect(cleo.channelLink(beans.name)).toHaveAccessibleName(/2 unread messages$/);
});

test("a conversation is starred, muted and hidden for oneself alone", async ({ ada, ben }) => {
  const channel = await share(ada, ben);
  await ada.open("/channels/browse");
  await ben.open(`/channels/${channel.id}`);
  const starred = ben.sidebar.locator("section", { hasText: "Starred" });
  await ben.page.getByRole("button", { name: "Star", exact: true }).click();
  await expect(starred.getByRole("link", { name: channel.name })).toBeVisible();
  await expect(ada.sidebar.getByText("Starred")).toHaveCount(0);
  await ben.page.getByRole("button", { name: "Star", exact: true, pressed: true }).click();
  await expect(starred).toHaveCount(0);
  await ben.page.getByRole("link", { name: "About", exact: true }).click();
  await ben.page.getByRole("button", { name: "Mute", exact: true }).click();
  await expect(ben.channelLink(channel.name)).toHaveAccessibleName(/muted$/);
  await ben.page.getByRole("button", { name: "Hide", exact: true }).click();
  await expect(ben.page.getByRole("button", { name: "Show in the list" })).toBeVisible();
  await ben.open("/channels/browse");
  await expect(ben.channelLink(channel.name)).toHaveCount(0);
  await expect(ada.channelLink(channel.name)).toBeVisible();
  await ada.write(channel, "Still there?");
  await expect(ben.channelLink(channel.name)).toHaveAccessibleName(/1 unread message$/);
});

test(
  "a link to a message opens it in the middle, and the end is one step away",
  { tag: "@nojs" },
  async ({ ada, ben, javaScriptEnabled }) => {
    const channel = await share(ada);
    await ada.write(channel, ...notes(90));
    await ben.join(channel);
    await ada.open(`/channels/${channel.id}?message=20`);
    const linked = ada.messages.getByText("Note 20.", { exact: true });
    await expect(linked).toBeInViewport();
    const place = async () => ((await linked.boundingBox())?.y ?? 0) / (ada.page.viewportSize()?.height ?? 1);
    await expect.poll(place).toBeGreaterThan(0.25);
    expect(await place()).toBeLessThan(0.75);
    if (javaScriptEnabled) await ben.write(channel, "One more.");
    const jump = ada.page.getByRole("link", { name: /^Jump to newest/ });
    if (javaScriptEnabled) await expect(jump).toHaveAccessibleName(/1 new$/);
    await jump.click();
    await expect(ada.messages.last()).toContainText(javaScriptEnabled ? "One more." : "Note 90.");
    await expect(ada.messages.last()).toBeInViewport();
    await expect(linked).not.toBeInViewport();
  },
);

test("what comes after an old place is loaded where it is", async ({ ada }) => {
  const channel = await share(ada);
  await ada.write(channel, ...notes(120));
  await ada.open(`/channels/${channel.id}?message=20`);
  const anchor = ada.messages.getByText("Note 40.", { exact: true });
  await anchor.scrollIntoViewIfNeeded();
  const before = await anchor.boundingBox();
  await expect(ada.messages.getByText("Note 80.", { exact: true })).toBeAttached();
  await expect
    .poll(async () => Math.abs(((await anchor.boundingBox())?.y ?? 0) - (before?.y ?? -1000)))
    .toBeLessThanOrEqual(1);
});

test("whether somebody is there stands beside their name", async ({ ada, ben, openTab }) => {
  await ada.open(`/messages/new?query=${ben.account.username}`);
  await ada.page.getByRole("checkbox", { name: ben.account.username }).check();
  await ada.page.getByRole("button", { name: "Start conversation" }).click();
  const row = ada.channelLink(ben.account.displayName);
  await expect(row).toHaveAccessibleName(ben.account.displayName);
  await ben.open("/channels/browse");
  await expect(row).toHaveAccessibleName(/Online$/);
  const tab = await openTab(ben);
  await tab.open("/saved");
  await tab.sidebar.getByRole("button", { name: /^You are Online/ }).click();
  await tab.page.getByRole("radio", { name: "Busy" }).check();
  await expect(row).toHaveAccessibleName(/Busy$/);
  await expect(ben.sidebar.getByRole("button", { name: /^You are Busy/ })).toBeVisible();
  await tab.page.close();
  await ben.page.close();
  await expect(row).toHaveAccessibleName(ben.account.displayName, { timeout: 40_000 });
});

test.describe("by forms and links alone", { tag: "@nojs-only" }, () => {
  test("a conversation is starred, and what a link left unread is marked as read", async ({ ada, ben }) => {
    const channel = await share(ada, ben);
    await ada.write(channel, ...notes(3));
    await ben.open(`/channels/${channel.id}?message=2`);
    await expect(ben.messages).toHaveCount(3);
    await ben.open("/channels/browse");
    await expect(ben.channelLink(channel.name)).toHaveAccessibleName(/3 unread messages$/);
    await ben.open(`/channels/${channel.id}?message=2`);
    await ben.page.getByRole("button", { name: "Mark as read", exact: true }).click();
    await expect(ben.channelLink(channel.name)).toHaveAccessibleName(channel.name);
    await ben.page.getByRole("button", { name: "Star", exact: true }).click();
    await expect(
      ben.sidebar.locator("section", { hasText: "Starred" }).getByRole("link", { name: channel.name }),
    ).toBeVisible();
    await ada.open("/channels/browse");
    await expect(ada.sidebar.getByText("Starred")).toHaveCount(0);
  });

  test("everything is marked as read", async ({ ada, ben }) => {
    const channel = await share(ada, ben);
    await ada.write(channel, ...notes(2));
    await ben.open("/channels/browse");
    await expect(ben.channelLink(channel.name)).toHaveAccessibleName(/2 unread messages$/);
    await ben.sidebar.getByRole("button", { name: "Mark all as read" }).click();
    await expect(ben.page).toHaveURL("/channels/browse");
    await expect(ben.channelLink(channel.name)).toHaveAccessibleName(channel.name);
  });
});

test.describe("can be used by everybody", () => {
  // Eight readings of a whole page.
  test.slow();

  test("at an old place, and with suggestions", async ({ ada, ben, cleo }) => {
    const channel = await share(ada, ben, cleo);
    await ben.write(channel, ...notes(60), `@${ada.account.username} **see** here`);
    await ada.open(`/channels/${channel.id}?message=30`);
    await expect(ada.page.getByText("Jump to newest")).toBeVisible();
    await inspect(ada.page);
    await ada.page.setViewportSize({ width: 1280, height: 800 });
    await ada.composer.pressSequentially("@");
    await expect(ada.page.getByRole("listbox")).toBeVisible();
    await inspect(ada.page);
  });

  test("beside a panel", async ({ ada, ben }) => {
    const channel = await share(ada, ben);
    await ben.write(channel, ...notes(3));
    await ada.open(`/channels/${channel.id}/about`);
    await expect(ada.page.getByRole("heading", { name: "About" })).toBeVisible();
    await inspect(ada.page);
  });
});
