// What opens over a page or beside it: nothing that axe finds in either theme, and the focus is seen in it and comes back.
import type { Locator } from "@playwright/test";
import sharp from "sharp";
import { expect, test, type Person } from "./fixtures.ts";
import { listViolations } from "./inspect.ts";
import { expectFocusSeen } from "./keys.ts";
import type { Channel } from "./person.ts";

const PICTURE = {
  name: "roses.png",
  mimeType: "image/png",
  buffer: await sharp({ create: { width: 90, height: 60, channels: 3, background: "#347" } })
    .png()
    .toBuffer(),
};
const NOTES = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Water them.") };

interface Opening {
  /** Has the focus before, and again when all is closed. */
  from: Locator;
  keys?: string;
  opens: Locator;
  /** Where Escape leaves it open, the same keys close it. */
  isToggle?: boolean;
}

async function inspectOpenings(person: Person, openings: Record<string, Opening>): Promise<void> {
  const { page } = person;
  for (const [what, { from, keys = "Enter", opens, isToggle }] of Object.entries(openings))
    await test.step(what, async () => {
      await from.focus();
      await page.keyboard.press(keys);
      await expect(opens).toBeVisible();
      await expectFocusSeen(person);
      for (const scheme of ["light", "dark"] as const)
        expect.soft(await listViolations(page, scheme), `${what}, ${scheme}`).toEqual([]);
      await page.keyboard.press(isToggle ? keys : "Escape");
      await expect(opens).toBeHidden();
      await expect(from, `${what} gives the focus back`).toBeFocused();
      await expectFocusSeen(person);
    });
}

async function shareChannel(ada: Person, ben: Person): Promise<Channel> {
  const channel = await ada.createChannel({ topic: "Beds and bees" });
  await ben.join(channel);
  await ada.write(channel, "Water the beds");
  return channel;
}

test("what floats over a conversation", async ({ ada, ben }) => {
  test.setTimeout(240_000);
  const channel = await shareChannel(ada, ben);
  const { page, sidebar, composer } = ada;
  await ada.open(`/channels/${channel.id}`);
  await page.getByLabel("Attach files").setInputFiles([PICTURE, { ...PICTURE, name: "figs.png" }]);
  await ada.sendButton.click();
  const words = ada.messageOf("Water the beds");
  const picture = ada.messages.last().getByRole("link", { name: "roses.png" });
  await expect(picture).toBeVisible();
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
  await inspectOpenings(ada, {
    "quick switcher": { from: composer, keys: "Control+k", opens: page.getByRole("dialog") },
    "list of shortcuts": {
      from: sidebar.getByRole("link", { name: "Saved" }),
      keys: "?",
      opens: page.getByRole("dialog", { name: "Keyboard shortcuts" }),
    },
    "actions of a message": {
      from: words.getByRole("button", { name: /^More actions/ }),
      opens: page.getByRole("dialog", { name: /^Actions for/ }),
    },
    "emoji picker": { from: button("Emoji"), opens: page.getByRole("dialog", { name: /emoji/i }) },
    "own presence": { from: button(/^You are .*Change$/), opens: page.getByRole("radio", { name: "Away" }) },
    "formatting toolbar": {
      from: button("Formatting"),
      opens: page.getByRole("toolbar", { name: "Formatting" }),
      isToggle: true,
    },
    lightbox: { from: picture, opens: page.getByRole("dialog", { name: "Pictures" }) },
  });
  await composer.fill("Later, perhaps");
  await inspectOpenings(ada, {
    "send later": { from: button("Send later"), opens: page.getByRole("dialog", { name: "Send later" }) },
  });
  await composer.fill("");
  await composer.pressSequentially("@");
  await expect(page.getByRole("listbox", { name: "Suggestions" })).toBeVisible();
  for (const scheme of ["light", "dark"] as const)
    expect.soft(await listViolations(page, scheme), `autocomplete, ${scheme}`).toEqual([]);
});

test("what stands beside a conversation", async ({ ada, ben }) => {
  test.setTimeout(240_000);
  const channel = await shareChannel(ada, ben);
  const { page } = ada;
  await ada.open(`/channels/${channel.id}`);
  const header = page.getByRole("banner").or(page.locator("header"));
  const beside = (link: string | RegExp, panel: string) => ({
    from: header.getByRole("link", { name: link }),
    opens: ada.panel(panel).getByRole("heading", { name: panel }),
  });
  await inspectOpenings(ada, {
    about: beside("About", "About"),
    members: beside(/members$/, "Members"),
    pins: beside("Pinned messages", "Pinned messages"),
    files: beside("Files", "Files"),
  });

  await ada.open(`/channels/${channel.id}/members`);
  const entry = ada.panel("Members").getByRole("listitem").filter({ hasText: ben.account.username });
  await entry.getByText("Manage").press("Enter");
  await inspectOpenings(ada, {
    "a question that is asked first": {
      from: entry.getByRole("button", { name: "Remove" }).first(),
      opens: page.getByRole("dialog"),
    },
  });
});

test("every kind of message", async ({ ada, ben }) => {
  test.setTimeout(240_000);
  const channel = await shareChannel(ada, ben);
  const place = `/channels/${channel.id}`;
  const { id: messageId } = await ada.findMessage(channel, "Water the beds");
  await ben.write(
    channel,
    "# Beds\n\n| bed | what |\n|---|---|\n| 1 | beans |\n\n> quoted\n\n1. one\n\n```js\nconst bed = 1; // here\n```\n\n||hidden|| https://parley.test",
    `For @${ada.account.username} and @channel in #${channel.name}`,
    "Soon gone",
    "With a slip",
  );
  const find = async (body: string) => (await ben.findMessage(channel, body)).id;
  await ben.ask(`/messages/${await find("Soon gone")}`, { method: "DELETE" });
  await ben.ask(`/messages/${await find("With a slip")}`, { method: "PATCH", data: { body: "Without" } });
  await ben.ask(`/messages/${messageId}/reactions/👍`, { method: "PUT" });
  await ben.post(place, { intent: "pin", messageId });
  await ada.post(place, { intent: "save", messageId });
  const answer = { clientId: crypto.randomUUID(), body: "I do", parentId: messageId };
  await ben.post(place, { intent: "send", ...answer });
  await ben.ask(`/messages/${messageId}/forward`, {
    method: "POST",
    data: { channelId: channel.id, clientId: crypto.randomUUID(), body: "Look" },
  });

  const { page } = ada;
  const line = { isDeaf: false };
  await page.routeWebSocket(/socket\.io/, (browser) => {
    const server = browser.connectToServer();
    // An event begins with 42: what others do is kept from this tab.
    server.onMessage((frame) => {
      if (!line.isDeaf || !frame.toString().startsWith("42")) browser.send(frame);
    });
  });
  await page.goto(place);
  await page.getByLabel("Attach files").setInputFiles([PICTURE, NOTES]);
  await ada.say("How it looks");
  await expect(ada.messageOf("How it looks").getByRole("img", { name: "roses.png" })).toBeVisible();
  line.isDeaf = true;
  await ada.ask(place, { method: "DELETE" });
  await ada.say("Nobody reads this");
  await expect(ada.messageOf("Nobody reads this").getByRole("button", { name: "Try again" })).toBeVisible();
  for (const what of ["This message was deleted", "edited", "Pinned by", "Look", "1 reply", "joined"])
    await expect(ada.timeline).toContainText(what);
  for (const width of [1280, 390])
    for (const scheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 900 });
      expect.soft(await listViolations(page, scheme), `${width} px, ${scheme}`).toEqual([]);
    }
});
