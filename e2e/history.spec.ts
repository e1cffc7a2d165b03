// What a message was and when, who may take it away, and how it is carried elsewhere.
import type { Locator } from "@playwright/test";
import { expect, test, type Person } from "./fixtures.ts";
import type { Channel } from "./person.ts";

async function share(owner: Person, ...others: Person[]): Promise<Channel> {
  const channel = await owner.createChannel({ kind: "private" });
  await owner.add(channel, ...others);
  return channel;
}

async function edit(person: Person, channel: Channel, from: string, to: string): Promise<string> {
  const { id } = await person.findMessage(channel, from);
  await person.post(`/channels/${channel.id}`, { intent: "edit", messageId: id, body: to });
  return id;
}

/** A time as its title writes it out, whatever kinds of blanks are in it. */
function fullTime(iso: string, timeZone: string): RegExp {
  const style = { dateStyle: "full", timeStyle: "medium", timeZone } as const;
  const words = new Intl.DateTimeFormat("en", style).format(new Date(iso));
  return new RegExp(`^${words.replaceAll(/\s/g, "\\s")}$`);
}

const readZone = ({ page }: Person): Promise<string> =>
  page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);

const texts = (panel: Locator): Locator =>
  panel.getByRole("list", { name: "Edit history" }).getByRole("listitem");

test(
  "“edited” leads to what a message said before, for those in the channel alone",
  { tag: "@nojs" },
  async ({ ada, ben, olga }) => {
    const channel = await share(ada, ben);
    await ada.write(channel, "Plant peas", "Left as it is");
    await edit(ada, channel, "Plant peas", "Plant figs");
    await ben.open(`/channels/${channel.id}`);
    await expect(ben.messageOf("Left as it is").getByRole("link", { name: "edited" })).toHaveCount(0);
    await ben.messageOf("Plant figs").getByRole("link", { name: "edited" }).click();
    const history = ben.panel("Edit history");
    await expect(texts(history)).toHaveText([/^Now.*Plant figs$/, /^Before.*Plant peas$/]);

    // It goes on while it is looked at.
    const id = await edit(ada, channel, "Plant figs", "Plant beans");
    await ben.lookAgain();
    await expect(texts(history)).toHaveText([
      /^Now.*Plant beans$/,
      /^Before.*Plant figs$/,
      /^Before.*Plant peas$/,
    ]);
    olga.allowTrouble(/status of 404/);
    const answer = await olga.page.goto(`/channels/${channel.id}/messages/${id}/history`);
    expect(answer?.status()).toBe(404);
    await expect(olga.page.getByText(/Plant/)).toHaveCount(0);

    await ada.post(`/channels/${channel.id}`, { intent: "delete", messageId: id });
    await ben.lookAgain();
    await expect(history).toContainText("This message was deleted.");
    await expect(texts(history)).toHaveCount(0);
    await expect(ben.page.getByText(/Plant/)).toHaveCount(0);
  },
);

test("who keeps order deletes what others wrote, a member only their own", async ({ ada, ben, cleo }) => {
  const channel = await share(ada, ben, cleo);
  await ada.setRole(channel, ben, "moderator");
  await ada.write(channel, "From the owner");
  await ben.write(channel, "From the moderator");
  await cleo.write(channel, "From the member");
  await Promise.all([ada, ben, cleo].map((person) => person.open(`/channels/${channel.id}`)));

  const hers = await cleo.openActions("From the owner");
  await expect(hers.getByRole("button", { name: "Save", exact: true })).toBeVisible();
  await expect(hers.getByText("Delete", { exact: true })).toHaveCount(0);
  const { id: messageId } = await ada.findMessage(channel, "From the owner");
  expect(await cleo.tryForm(`/channels/${channel.id}`, { intent: "delete", messageId })).toBe(403);
  await cleo.page.keyboard.press("Escape");
  await expect(
    (await cleo.openActions("From the member")).getByText("Delete", { exact: true }),
  ).toBeVisible();

  for (const [person, text] of [
    [ben, "From the member"],
    [ada, "From the moderator"],
  ] as const) {
    const actions = await person.openActions(text);
    await expect(actions.getByRole("button", { name: "Edit", exact: true })).toHaveCount(0);
    await actions.getByText("Delete", { exact: true }).click();
    await actions.getByRole("button", { name: "Delete message" }).click();
    await expect(cleo.messageOf(text)).toHaveCount(0);
  }
  await expect(cleo.messages).toContainText([
    "From the owner",
    "This message was deleted.",
    "This message was deleted.",
  ]);
});

test("a message's text and its link are copied", async ({ ada, ben }) => {
  const channel = await share(ada, ben);
  await ada.write(channel, "Water the **beds**", ...Array.from({ length: 60 }, (_, n) => `Note ${n}.`));
  await ben.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ben.open(`/channels/${channel.id}?message=${(await firstOf(ada, channel)).seq}`);
  const readClipboard = () => ben.page.evaluate(() => navigator.clipboard.readText());
  const actions = await ben.openActions("Water the beds");
  await actions.getByRole("button", { name: "Copy text" }).click();
  await expect(actions.getByRole("status")).toHaveText("Copied.");
  expect(await readClipboard()).toBe("Water the **beds**");
  await actions.getByRole("button", { name: "Copy link" }).click();
  await expect.poll(readClipboard).toMatch(/^http/);
  const link = await readClipboard();
  await ada.page.goto(link);
  await expect(ada.messageOf("Water the beds")).toBeInViewport();
});

test("where copying is forbidden, that is said", async ({ ada }) => {
  const channel = await share(ada);
  await ada.write(channel, "Water the beds");
  await ada.page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("", "NotAllowedError"));
  });
  await ada.open(`/channels/${channel.id}`);
  const actions = await ada.openActions("Water the beds");
  await actions.getByRole("button", { name: "Copy text" }).click();
  await expect(actions.getByRole("alert")).toContainText("The browser does not let Parley copy.");
  await expect(actions.getByText("Copied.")).toHaveCount(0);
});

test("the exact time of a message is its time's title", async ({ ada, ben }) => {
  const channel = await share(ada, ben);
  await ada.write(channel, "Figs are ripe", "Really");
  await ben.open(`/channels/${channel.id}`);
  const zone = await readZone(ben);
  // The second belongs to the run of the first and shows its time only under the mouse.
  for (const body of ["Figs are ripe", "Really"]) {
    const { createdAt } = await ada.findMessage(channel, body);
    const time = ben.messageOf(body).getByRole("time");
    await ben.messageOf(body).hover();
    await expect(time).toBeVisible();
    await expect(time).toHaveAttribute("datetime", createdAt);
    await expect(time).toHaveAttribute("title", fullTime(createdAt, zone));
  }
});

test("a line stands between the days", async ({ ada, ben }) => {
  const channel = await share(ada, ben);
  await ada.write(channel, ...Array.from({ length: 55 }, (_, index) => `Note ${index + 1}.`));
  const { createdAt } = await ada.findMessage(channel, "Note 55.");
  const daysAgo = (count: number) => new Date(Date.parse(createdAt) - count * 86_400_000).toISOString();
  const earlier: [body: string, iso: string][] = [
    ["Note 1.", daysAgo(3)],
    ["Note 2.", daysAgo(1)],
    ["Note 3.", daysAgo(1)],
  ];
  let isLive = false;
  // Days cannot be waited for, so what a socket tells of these messages comes with the date of an earlier one.
  await ben.page.routeWebSocket(/socket\.io/, (browser) => {
    const server = browser.connectToServer();
    server.onMessage((frame) => {
      const told = earlier.reduce(
        (text, [body, iso]) =>
          text.replace(new RegExp(`("body":"${body}"(?:(?!"body":").)*?"createdAt":")[^"]+`), `$1${iso}`),
        frame.toString(),
      );
      isLive ||= told.startsWith("43");
      browser.send(told);
    });
  });
  await ben.page.clock.setFixedTime(createdAt);
  await ben.page.goto(`/channels/${channel.id}`);
  await expect.poll(() => isLive).toBe(true);
  await expect(ben.timeline.getByText("Today", { exact: true })).toHaveCount(1);
  // What lies before comes when somebody goes there.
  await ben.messages.first().scrollIntoViewIfNeeded();
  const first = writeDay(daysAgo(3), await readZone(ben));
  await expect(ben.timeline).toContainText(
    new RegExp(`${first}.*Note 1\\..*Yesterday.*Note 2\\..*Note 3\\..*Today.*Note 4\\.`),
  );
  await expect(ben.timeline.getByText("Yesterday", { exact: true })).toHaveCount(1);
});

test("what was written today is said to be of yesterday tomorrow, and later its day is named", async ({
  ada,
  ben,
}) => {
  const channel = await share(ada, ben);
  await ada.write(channel, "Sown");
  const { createdAt } = await ada.findMessage(channel, "Sown");
  await ben.page.clock.setFixedTime(createdAt);
  await ben.open(`/channels/${channel.id}`);
  const day = writeDay(createdAt, await readZone(ben));
  const line = (text: string) => ben.timeline.getByText(text, { exact: true });
  await expect(line("Today")).toBeVisible();
  for (const [days, text] of [
    [1, "Yesterday"],
    [2, day],
  ] as const) {
    await ben.page.clock.setFixedTime(Date.parse(createdAt) + days * 86_400_000);
    // Whatever happens shows it; without anything it shows within the minute.
    await ada.write(channel, `${days} later`);
    await expect(line(text)).toBeVisible();
    await expect(line("Today")).toHaveCount(0);
  }
  await expect(line("Yesterday")).toHaveCount(0);
});

/** A day as the line before it has it. */
function writeDay(iso: string, timeZone: string): string {
  const style = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone } as const;
  return new Intl.DateTimeFormat("en", style).format(new Date(iso));
}

async function firstOf(person: Person, { id }: Channel): Promise<{ seq: number }> {
  const { messages } = await person.ask<{ messages: { seq: number; kind: string }[] }>(
    `/channels/${id}/messages?after=0`,
  );
  const first = messages.find(({ kind }) => kind === "text");
  if (!first) throw new Error("Nobody has written anything.");
  return first;
}

test.describe("what is told about a message", { tag: "@nojs" }, () => {
  test("who has read it is listed for those in the channel alone", async ({ ada, ben, cleo, olga }) => {
    const channel = await share(ada, ben, cleo);
    await ada.write(channel, "Read this");
    const { id } = await ada.findMessage(channel, "Read this");
    const path = `/channels/${channel.id}/messages/${id}/readers`;
    await ada.open(path);
    await expect(ada.panel("Read by 0")).toContainText("Nobody has read it yet.");
    await ben.open(`/channels/${channel.id}`);
    await expect(ben.messageOf("Read this")).toBeVisible();
    await ada.lookAgain();
    await expect(ada.panel("Read by 1").getByRole("listitem")).toContainText([ben.account.displayName]);
    await expect(ada.panel("Read by 1")).not.toContainText(cleo.account.username);
    olga.allowTrouble(/status of 404/);
    expect((await olga.page.goto(path))?.status()).toBe(404);
  });

  test("a thread is followed into the inbox, and no longer", async ({
    ada,
    ben,
    olga,
    javaScriptEnabled,
  }) => {
    const channel = await share(ada, ben);
    await ada.write(channel, "Who waters the beds?");
    const { id } = await ada.findMessage(channel, "Who waters the beds?");
    const path = `/channels/${channel.id}/threads/${id}`;
    await ben.open(path);
    await ben.panel("Thread").getByRole("button", { name: "Follow", exact: true }).click();
    await expect(ben.panel("Thread").getByRole("button", { name: "Unfollow" })).toBeVisible();
    const reply = (body: string) =>
      ada.post(`/channels/${channel.id}`, {
        intent: "send",
        clientId: crypto.randomUUID(),
        parentId: id,
        body,
      });
    await ben.open("/channels/browse");
    await reply("I do, on Monday");
    await ben.lookAgain();
    await expect(ben.sidebar.getByRole("link", { name: /^Inbox/ })).toHaveAccessibleName(/1 new/);
    await ben.open("/inbox");
    const entries = ben.page.getByRole("list", { name: "Inbox" }).getByRole("listitem");
    await expect(entries).toHaveCount(1);
    await expect(entries).toContainText("I do, on Monday");
    await expect(entries).toContainText(channel.name);
    await entries.getByRole("link", { name: "Open thread" }).click();
    await expect(ben.panel("Thread").getByRole("article").last()).toContainText("I do, on Monday");

    await ben.panel("Thread").getByRole("button", { name: "Unfollow" }).click();
    await expect(ben.panel("Thread").getByRole("button", { name: "Follow", exact: true })).toBeVisible();
    await ben.open("/channels/browse");
    await reply("And on Tuesday");
    await ben.lookAgain();
    // The channel counts it as any message; the inbox does not.
    await expect(ben.channelLink(channel.name)).toHaveAccessibleName(/ unread messages?$/);
    await expect(ben.sidebar.getByRole("link", { name: /^Inbox/ })).toHaveAccessibleName("Inbox");
    await olga.open("/inbox");
    await expect(olga.page.getByText("Nothing is waiting for you.")).toBeVisible();
    expect(javaScriptEnabled ? olga.told.join("\n") : "").not.toContain(channel.id);
  });

  test("who is named finds it in the inbox, new until it was seen", async ({ ada, ben, olga }) => {
    const channel = await share(ada, ben);
    await ada.write(channel, `The keys are with @${ben.account.username} and @${olga.account.username}`);
    await ben.open("/inbox");
    const entry = ben.page.getByRole("list", { name: "Inbox" }).getByRole("listitem");
    await expect(entry).toHaveCount(1);
    await expect(entry).toContainText("The keys are with");
    await expect(entry.getByText("New", { exact: true })).toBeVisible();
    await entry.getByRole("link", { name: "Go to message" }).click();
    await expect(ben.messageOf("The keys are with")).toBeVisible();
    await ben.open("/inbox");
    await expect(entry).toHaveCount(1);
    await expect(entry.getByText("New", { exact: true })).toHaveCount(0);
    await olga.open("/inbox");
    await expect(olga.page.getByText("Nothing is waiting for you.")).toBeVisible();
  });
});
