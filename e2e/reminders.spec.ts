// What comes back at its time: reminders, and messages that were to be sent later.
import type { Locator } from "@playwright/test";
import type { ReminderView, ScheduledView } from "#app/shared/views.ts";
import { expect, test, type Person } from "./fixtures.ts";
import type { Channel } from "./person.ts";

/** Jobs are looked for once a second, on a machine that may be busy. */
const IN_TIME = { timeout: 30_000 };

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

function listOf({ page }: Person, name: string): Locator {
  return page.getByRole("list", { name, exact: true }).getByRole("listitem");
}

function inboxLink({ sidebar }: Person): Locator {
  return sidebar.getByRole("link", { name: /^Inbox/ });
}

async function remind(person: Person, text: string, { id: channelId }: Channel): Promise<ReminderView> {
  // Logging in takes longer than there is time.
  await person.findId();
  const data = { text, dueAt: inSeconds(3), channelId };
  return person.ask("/me/reminders", { method: "POST", data });
}

async function schedule(
  person: Person,
  { id }: Channel,
  { body, within = 3 }: { body: string; within?: number },
): Promise<ScheduledView> {
  await person.findId();
  const data = { clientId: crypto.randomUUID(), body, sendAt: inSeconds(within) };
  return person.ask(`/channels/${id}/scheduled`, { method: "POST", data });
}

async function sharePrivately(owner: Person, ...others: Person[]): Promise<Channel> {
  const channel = await owner.createChannel({ kind: "private" });
  await owner.add(channel, ...others);
  return channel;
}

test("a reminder that is due comes to the inbox of one person, at once, and goes when it is done", async ({
  ada,
  ben,
  olga,
}) => {
  const channel = await sharePrivately(ada, ben);
  await ada.open("/saved");
  for (const person of [ben, olga]) await person.open("/inbox");
  await remind(ada, "Water the beans", channel);
  await expect(inboxLink(ada)).toHaveAccessibleName(/1 new$/, IN_TIME);
  await inboxLink(ada).click();
  const entry = listOf(ada, "Inbox");
  await expect(entry).toContainText(["Water the beans"]);
  await expect(entry).toContainText(["New"]);
  await expect(inboxLink(ada)).toHaveAccessibleName("Inbox");
  await expect(entry.getByRole("link", { name: channel.name })).toHaveAttribute(
    "href",
    `/channels/${channel.id}`,
  );
  await entry.getByRole("button", { name: "Done: Water the beans" }).click();
  await expect(ada.page.getByText("Nothing is waiting for you.")).toBeVisible();
  await ada.reload();
  await expect(ada.page.getByText("Nothing is waiting for you.")).toBeVisible();
  for (const person of [ben, olga]) {
    await person.expectUntold("Water the beans");
    await expect(person.page.getByText("Nothing is waiting for you.")).toBeVisible();
  }
});

test("one that comes while the inbox is open stands in it at once", async ({ ada }) => {
  const channel = await ada.createChannel();
  await ada.open("/inbox");
  await remind(ada, "Water the beans", channel);
  await expect(listOf(ada, "Inbox")).toContainText(["Water the beans"], IN_TIME);
  await expect(inboxLink(ada)).toHaveAccessibleName("Inbox");
});

test(
  "the menu of a message sets a reminder of it, which waits and is cancelled",
  { tag: "@nojs" },
  async ({ ada, ben, javaScriptEnabled }) => {
    const channel = await sharePrivately(ada, ben);
    await ben.write(channel, "The seeds are in the shed.");
    await ada.open(`/channels/${channel.id}`);
    const actions = await ada.openActions("The seeds are in the shed.");
    await actions.getByRole("button", { name: "Remind me in 1 hour" }).click();
    if (javaScriptEnabled) await expect(actions.getByText("You will be reminded.")).toBeVisible();
    await ada.open("/scheduled");
    const entry = listOf(ada, "Reminders");
    await expect(entry).toContainText(["The seeds are in the shed."]);
    await expect(entry).toHaveCount(1);
    await ben.open("/scheduled");
    await expect(ben.page.getByText("No reminder is waiting.")).toBeVisible();
    await entry.getByRole("button", { name: "Cancel the reminder The seeds are in the shed." }).click();
    await expect(ada.page.getByText("No reminder is waiting.")).toBeVisible();
    await ada.open("/inbox");
    await expect(ada.page.getByText("Nothing is waiting for you.")).toBeVisible();
  },
);

test(
  "/remind understands what and when, and keeps what it does not understand",
  { tag: "@nojs" },
  async ({ ada, ben, javaScriptEnabled }) => {
    const channel = await sharePrivately(ada, ben);
    await ada.open(`/channels/${channel.id}`);
    if (!javaScriptEnabled) ada.allowTrouble(/status of 422/);
    await ada.say("/remind me to water the beans some day");
    await expect(ada.page.getByText("Say what and when, like this:").first()).toBeVisible();
    await expect(ada.composer).toHaveValue("/remind me to water the beans some day");
    await ada.say("/remind me to water the beans tomorrow at 9");
    await expect(ada.page.getByText(/^You will be reminded of “water the beans” on /)).toBeVisible();
    await expect(ada.composer).toHaveValue("");
    await expect(ada.messages).toHaveCount(0);
    await ada.open("/scheduled");
    await expect(listOf(ada, "Reminders")).toContainText(["water the beans"]);
    await expect(listOf(ada, "Reminders")).toContainText(["9:00 AM"]);
    await ben.open("/scheduled");
    await expect(ben.page.getByText("No reminder is waiting.")).toBeVisible();
  },
);

test("a scheduled message is there for the others at its time, once, and waits no longer", async ({
  ada,
  ben,
  olga,
}) => {
  const channel = await sharePrivately(ada, ben);
  await ben.open(`/channels/${channel.id}`);
  await olga.open("/");
  await ada.open("/scheduled");
  await schedule(ada, channel, { body: "Good morning" });
  await expect(ben.messages).toContainText(["Good morning"], IN_TIME);
  await expect(ben.messages.last()).toContainText(ada.account.displayName);
  await expect(async () => {
    await ada.reload();
    await expect(ada.page.getByText("No message is waiting to be sent.")).toBeVisible({ timeout: 500 });
  }).toPass();
  await ben.write(channel, "And to you");
  await ada.open(`/channels/${channel.id}`);
  for (const { messages } of [ada, ben]) {
    await expect(messages).toContainText(["Good morning", "And to you"]);
    await expect(messages).toHaveCount(2);
  }
  await olga.expectUntold(channel.id, "Good morning");
});

test("one that cannot be sent at its time is kept, and nobody gets it until it is sent by hand", async ({
  ada,
  ben,
}) => {
  const channel = await sharePrivately(ada, ben);
  await ben.open(`/channels/${channel.id}`);
  await schedule(ada, channel, { body: "Good morning", within: 6 });
  await ada.ask(`/channels/${channel.id}`, { method: "DELETE" });
  const entry = listOf(ada, "Messages");
  await expect(async () => {
    await ada.open("/scheduled");
    await expect(entry).toContainText(["Not sent."], { timeout: 500 });
  }).toPass(IN_TIME);
  await expect(entry).toContainText(["Good morning"]);
  await ada.ask(`/channels/${channel.id}/unarchive`, { method: "POST", data: {} });
  await expect(ben.composer).toBeVisible();
  await expect(ben.messages).toHaveCount(0);
  await ben.expectUntold("Good morning");
  await entry.getByRole("button", { name: "Send now" }).click();
  await expect(ada.page.getByText("No message is waiting to be sent.")).toBeVisible();
  await expect(ben.messages).toContainText(["Good morning"]);
});
