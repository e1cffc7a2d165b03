// What people are told of while they look elsewhere, as they want it, and why.
import { HOUR } from "#app/shared/time.ts";
import { expect, test, type Person } from "./fixtures.ts";
import { inspect } from "./inspect.ts";
import type { Channel } from "./person.ts";
import { recordBrowser, readNotes, readSounds } from "./recorder.ts";

const PAGE = "/settings/notifications";

async function share(owner: Person, ...others: Person[]): Promise<Channel> {
  const channel = await owner.createChannel({ kind: "private" });
  await owner.add(channel, ...others);
  return channel;
}

const name = ({ account }: Person) => `@${account.username}`;
const icon = ({ page }: Person) => page.locator('link[rel="icon"]');
const set = (person: Person, data: object) => person.ask("/me", { method: "PATCH", data });

async function expectTitle(person: Person, title: string): Promise<void> {
  await expect(person.page).toHaveTitle(`${title} · Parley`);
}

test("the title counts what is for its reader, as they want it of each conversation, and for nobody else", async ({
  ada,
  ben,
  olga,
  openTab,
}) => {
  const channel = await share(ada, ben);
  await ben.open("/channels/browse");
  await olga.open("/channels/browse");
  await expectTitle(ben, "Browse channels");
  await ada.write(channel, "The beans came up");
  await expectTitle(ben, "• Browse channels");
  await ada.write(channel, `${name(ben)} look`);
  await ada.write(await ada.openDirect(ben), "Psst");
  await expectTitle(ben, "(2) Browse channels");
  await expect(icon(ben)).toHaveAttribute("href", "/favicon-badge.svg");
  // A document says it at once.
  expect(await (await ben.context.request.get("/channels/browse")).text()).toContain("<title>(2) Browse");

  const tab = await openTab(ben);
  await tab.open(`/channels/${channel.id}/about`);
  await tab.page.getByLabel("Notify me of").selectOption({ label: "Nothing" });
  await tab.panel("About").getByRole("button", { name: "Save", exact: true }).click();
  await expectTitle(ben, "(1) Browse channels");
  await ben.channelLink(ada.account.displayName).click();
  await expectTitle(ben, ada.account.displayName);
  await expect(icon(ben)).toHaveAttribute("href", "/favicon.svg");
  await expectTitle(olga, "Browse channels");
  await olga.expectUntold(channel.id);
});

test("the browser shows in one tab what names its person, until it is read, and opens it by a click", async ({
  ada,
  ben,
  olga,
  openTab,
}) => {
  const channel = await share(ada, ben);
  const other = await share(ada, ben);
  for (const person of [ada, ben, olga]) {
    await recordBrowser(person);
    await person.open("/channels/browse");
  }
  const tab = await openTab(ben);
  await tab.open(`/channels/${channel.id}`);
  const bothTabs = async () => [...(await readNotes(ben)), ...(await readNotes(tab))];
  // That one is on the screen, and this names nobody.
  await ada.write(channel, `${name(ben)} in sight`);
  await expect(tab.messageOf("in sight")).toBeVisible();
  await ada.write(other, "To nobody");
  await ada.write(other, `**${name(ben)}** out of sight`);
  const note = {
    title: `${ada.account.displayName} in ${other.name}`,
    body: `${name(ben)} out of sight`,
    tag: other.id,
    isClosed: false,
  };
  await expect.poll(bothTabs).toEqual([note]);

  await ben.page.evaluate(() => window.recorded.notes.at(-1)?.click());
  await expect(ben.heading(other.name)).toBeVisible();
  await expect(ben.messageOf("out of sight")).toBeInViewport();
  await expect.poll(bothTabs).toEqual([{ ...note, isClosed: true }]);

  // What is read on another device needs no answer here.
  await ben.open("/channels/browse");
  await tab.open("/channels/browse");
  await ada.write(other, `${name(ben)} once more`);
  await expect.poll(bothTabs).toMatchObject([{ body: `${name(ben)} once more`, isClosed: false }]);
  const { seq } = await ada.findMessage(other, `${name(ben)} once more`);
  await ben.ask(`/channels/${other.id}/read`, { method: "PUT", data: { seq } });
  await expect.poll(bothTabs).toMatchObject([{ isClosed: true }]);
  for (const person of [ada, olga]) expect(await readNotes(person)).toEqual([]);
});

test("nothing shows or sounds in quiet hours, and nothing sounds that was not asked to", async ({
  ada,
  ben,
}) => {
  const channel = await share(ada, ben);
  await recordBrowser(ben);
  const clock = (offset: number) => new Date(Date.now() + offset).toISOString().slice(11, 16);
  await set(ben, { timeZone: "UTC", quietFrom: clock(-HOUR), quietUntil: clock(HOUR), notifySound: true });
  await ben.open("/channels/browse");
  await ada.write(channel, `${name(ben)} in the night`);
  await expectTitle(ben, "(1) Browse channels");
  // This page hears of it at once: a new level, and it counts for nothing.
  await set(ben, { quietFrom: null, quietUntil: null, notifyLevel: "nothing" });
  await expectTitle(ben, "Browse channels");
  await set(ben, { notifyLevel: "mentions", notifySound: false });
  await expectTitle(ben, "(1) Browse channels");
  await ada.write(channel, `${name(ben)} in silence`);
  const bodies = async () => (await readNotes(ben)).map(({ body }) => body);
  await expect.poll(bodies).toEqual([`${name(ben)} in silence`]);
  expect(await readSounds(ben)).toEqual([]);

  await ben.open(PAGE);
  await ben.page.getByRole("checkbox", { name: "Play a sound" }).check();
  await ben.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(ben.page.getByText("Saved.", { exact: true })).toBeVisible();
  await ada.write(channel, `${name(ben)} by day`);
  await expect.poll(bodies).toEqual([`${name(ben)} by day`]);
  await expect.poll(() => readSounds(ben)).toEqual(["/sounds/message.wav"]);
});

test("whether to show notifications is asked after the first message, and once", async ({ ada, ben }) => {
  const channel = await share(ada, ben);
  await recordBrowser(ada, "default");
  await ada.open(`/channels/${channel.id}`);
  const banner = ada.page.getByRole("region", { name: "Notifications", exact: true });
  await expect(ada.composer).toBeVisible();
  await expect(banner).toHaveCount(0);
  await ada.say("Good morning");
  await expect(banner).toBeVisible();
  await inspect(ada.page);
  await banner.getByRole("button", { name: "Not now" }).click();
  await expect(banner).toHaveCount(0);
  await ada.reload();
  await ada.say("Good evening");
  await expect(ada.messageOf("Good evening")).toHaveCount(1);
  await expect(banner).toHaveCount(0);
  // Who has changed their mind finds it in the settings.
  await ada.open(PAGE);
  await ada.page.getByRole("button", { name: "Turn on notifications" }).click();
  await expect(ada.page.getByText("Notifications are on in this browser.")).toBeVisible();
  await ada.page.getByRole("button", { name: "Turn off on this device" }).click();
  await expect(ada.page.getByText("Notifications are off in this browser.")).toBeVisible();
  await inspect(ada.page);
  const { id } = await ada.findMessage(channel, "Good morning");
  await ada.open(`/channels/${channel.id}/messages/${id}/notified`);
  await expect(ada.panel("Why you were notified, or not")).toContainText("you wrote this yourself");
  await inspect(ada.page);
});

test(
  "settings are kept, a pause begins and ends, and what is wrong is said beside it",
  { tag: "@nojs" },
  async ({ ada, ben }) => {
    const channel = await share(ada, ben);
    ben.allowTrouble(/status of 422/);
    await ben.open(PAGE);
    const { page } = ben;
    const save = page.getByRole("main").getByRole("button", { name: "Save", exact: true });
    const [from, until] = [
      page.getByLabel("From", { exact: true }),
      page.getByLabel("Until", { exact: true }),
    ];
    await from.fill("22:00");
    await save.click();
    await expect(until).toHaveAccessibleDescription("This is needed.");
    await expect(from).toHaveValue("22:00");
    await until.fill("07:00");
    await page.getByRole("radio", { name: "Every message" }).check();
    await save.click();
    await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "For 1 hour" }).click();
    await expect(page.getByText(/^Paused until/)).toBeVisible();
    await ben.post(`/channels/${channel.id}/about`, { intent: "set-own", notifyLevel: "nothing" });
    await ben.open(PAGE);
    await expect(page.getByRole("radio", { name: "Every message" })).toBeChecked();
    await expect(until).toHaveValue("07:00");
    await expect(page.getByRole("main").getByRole("link", { name: channel.name })).toHaveAttribute(
      "href",
      `/channels/${channel.id}/about`,
    );
    await page.getByRole("button", { name: "End the pause" }).click();
    await expect(page.getByText(/^Paused until/)).toHaveCount(0);
    await ada.open(PAGE);
    await expect(ada.page.getByRole("radio", { name: /^Direct messages and/ })).toBeChecked();
  },
);

test(
  "each message tells why its reader was notified of it, or not",
  { tag: "@nojs" },
  async ({ ada, ben, olga }) => {
    const channel = await share(ada, ben);
    await ada.write(channel, "To everybody and nobody", `${name(ben)} to you`);
    await ben.open(`/channels/${channel.id}`);
    const panel = ben.panel("Why you were notified, or not");
    for (const [text, reason] of [
      ["everybody and nobody", /^You were not notified because the message does not name you/],
      ["to you", "You were notified because the message names you."],
    ] as const) {
      const actions = await ben.openActions(text);
      await actions.getByRole("link", { name: "Why was I notified, or not?" }).click();
      await expect(panel.getByText(reason)).toBeVisible();
    }
    await panel.getByRole("link", { name: "Change for this conversation" }).click();
    await ben.page.getByLabel("Notify me of").selectOption({ label: "Nothing" });
    await ben
      .panel(/^About/)
      .getByRole("button", { name: "Save", exact: true })
      .click();
    const { id } = await ada.findMessage(channel, `${name(ben)} to you`);
    const address = `/channels/${channel.id}/messages/${id}/notified`;
    await ben.lookAgain();
    await ben.open(address);
    await expect(panel.getByText(/you want to hear of nothing in this conversation/)).toBeVisible();
    // Who wrote it, and whoever is outside.
    await ada.open(address);
    await expect(ada.page.getByText("You were not notified because you wrote this yourself.")).toBeVisible();
    expect((await olga.context.request.get(address)).status()).toBe(404);
  },
);
