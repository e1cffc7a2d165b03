// What was written while nothing could be sent, and what was missed meanwhile.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { ApiClient } from "./api-client.ts";
import { expect, test as base } from "./fixtures.ts";
import { Person } from "./person.ts";
import { Troubles } from "./troubles.ts";
import { makeAccount } from "./unique.ts";

const OFFLINE = "You are offline. Messages will be sent when you are back.";
/** What Chromium itself writes while there is no network. */
const NO_NETWORK = /ERR_INTERNET_DISCONNECTED|WebSocket connection to/;

interface Fixtures {
  /** Starts the browser of one and the same person, with all that it kept on the disk. Only one may run. */
  startBrowser: () => Promise<Person>;
}

const test = base.extend<Fixtures>({
  startBrowser: async ({ baseURL, launchOptions }, provide) => {
    const folder = await mkdtemp(join(tmpdir(), "parley-browser-"));
    const account = makeAccount("cleo");
    const started: { person: Person; troubles: Troubles }[] = [];
    await provide(async () => {
      const context = await chromium.launchPersistentContext(folder, { ...launchOptions, baseURL });
      const troubles = new Troubles();
      troubles.watch(context, baseURL ?? "", true);
      troubles.allow(NO_NETWORK);
      const page = context.pages()[0] ?? (await context.newPage());
      const person = new Person({ account, context, page, troubles, hasScript: true });
      started.push({ person, troubles });
      return person;
    });
    for (const { person } of started) await person.context.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    for (const { troubles } of started) expect(troubles.list(), "trouble in a browser").toEqual([]);
  },
});

/** The texts that wait in the browser's database to be sent. */
async function readStored({ page }: Person): Promise<string[]> {
  return page.evaluate(async () => {
    const known = await indexedDB.databases();
    const name = known.find((database) => database.name?.startsWith("parley:outbox:"))?.name;
    // Opening one that is not there would make it, empty.
    if (!name) return [];
    return new Promise<string[]>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onerror = () => reject(new Error("It does not open."));
      opening.onsuccess = () => {
        const found = opening.result.transaction("messages").objectStore("messages").getAll();
        found.onsuccess = () => {
          opening.result.close();
          resolve((found.result as { body: string }[]).map(({ body }) => body).sort());
        };
      };
    });
  });
}

const countLocal = ({ page }: Person): Promise<number> =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("parley:outbox:")).length);

/** From here on nothing that is written gets through, while all else does. */
async function blockSending(page: Page): Promise<void> {
  await page.routeWebSocket(/socket\.io/, (browser) => {
    const server = browser.connectToServer();
    browser.onMessage((frame) => {
      if (!frame.toString().includes('"message:send"')) server.send(frame);
    });
  });
  await page.route(/\/channels\//, (route) =>
    route.request().method() === "POST" ? route.abort("internetdisconnected") : route.continue(),
  );
}

async function logIn({ context, account }: Person): Promise<void> {
  const form = { login: account.username, password: account.password, remember: "on" };
  const answer = await context.request.post("/login", { form, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
}

test("what was written outlives a reload and the end of the browser, and arrives once and in order", async ({
  ben,
  olga,
  startBrowser,
}) => {
  test.slow();
  let cleo = await startBrowser();
  await cleo.signUp();
  await logIn(cleo);
  const channel = await cleo.createChannel({ kind: "private" });
  await cleo.add(channel, ben);
  const open = await ben.createChannel({ name: "open" });
  await olga.join(open);
  await Promise.all([ben.open(`/channels/${channel.id}`), olga.open(`/channels/${open.id}`)]);

  await blockSending(cleo.page);
  await cleo.page.goto(`/channels/${channel.id}`);
  await expect(cleo.sendButton).toBeDisabled();
  await cleo.say("First.");
  await cleo.say("Second.");
  await expect.poll(() => readStored(cleo)).toEqual(["First.", "Second."]);
  await expect.poll(() => countLocal(cleo)).toBe(0);
  await cleo.composer.fill("Half a sen");

  // The page that comes back shows them at their place, still waiting.
  await cleo.page.reload();
  await expect(cleo.messages).toContainText(["First.", "Second."]);
  await expect(cleo.messages.getByText("Sending", { exact: true })).toHaveCount(2);
  await expect(cleo.composer).toHaveValue("Half a sen");
  await cleo.context.setOffline(true);
  await expect(cleo.page.getByText(OFFLINE)).toBeVisible();
  await cleo.composer.fill("Half a sentence");
  expect(await readStored(cleo)).toEqual(["First.", "Second."]);
  await cleo.context.close();
  await expect(ben.messages).toHaveCount(0);

  cleo = await startBrowser();
  await cleo.open("/channels/browse");
  await expect(ben.messages).toContainText(["First.", "Second."]);
  await expect(ben.messages).toHaveCount(2);
  await cleo.channelLink(channel.name).click();
  await expect(cleo.messages).toContainText(["First.", "Second."]);
  await expect(cleo.messages.getByText("Sending", { exact: true })).toHaveCount(0);
  await expect(cleo.composer).toHaveValue("Half a sentence");
  await expect.poll(() => readStored(cleo)).toEqual([]);
  await cleo.reload();
  await expect(cleo.messages).toHaveCount(2);
  await cleo.composer.press("End");
  await cleo.composer.pressSequentially(", and its end.");
  await cleo.sendButton.click();
  await expect(ben.messages).toContainText(["First.", "Second.", "Half a sentence, and its end."]);
  await expect(ben.messages).toHaveCount(3);

  await ben.write(open, "Everybody may know.");
  await expect(olga.messages).toContainText(["Everybody may know."]);
  expect(olga.told.join("\n")).not.toContain(channel.id);
});

test("what waits on a device is its writer's, and shows to nobody who logs in there later", async ({
  ben,
  startBrowser,
}) => {
  const cleo = await startBrowser();
  await cleo.signUp();
  const channel = await cleo.createChannel();
  await ben.join(channel);
  await blockSending(cleo.page);
  await cleo.page.goto(`/channels/${channel.id}`);
  await expect(cleo.sendButton).toBeDisabled();
  await cleo.say("Mine alone.");
  await expect.poll(() => readStored(cleo)).toEqual(["Mine alone."]);
  await cleo.composer.fill("And this");
  await cleo.page.unrouteAll();
  await cleo.context.clearCookies();
  const form = { login: ben.account.username, password: ben.account.password };
  expect((await cleo.context.request.post("/login", { form, maxRedirects: 0 })).status()).toBe(303);
  const page = await cleo.context.newPage();
  await cleo.page.close();
  await page.goto(`/channels/${channel.id}`);
  await expect(page.getByRole("textbox", { name: "Message", exact: true })).toHaveValue("");
  await expect(page.getByRole("heading", { name: channel.name, level: 1 })).toBeVisible();
  await ben.open(`/channels/${channel.id}`);
  await ben.say("Somebody else.");
  await expect(page.getByRole("log", { name: "Messages" }).getByRole("article")).toHaveCount(1);
  await expect(page.getByText("Mine alone.")).toHaveCount(0);
});

test("who was away for more than 300 messages begins at the newest, and misses none of the others", async ({
  ada,
  olga,
  baseURL,
}) => {
  test.slow();
  const channel = await ada.createChannel();
  const ben = new ApiClient(baseURL ?? "", "ben");
  await ben.signUp();
  await ben.join(channel.id);
  await ben.connect();
  const notes = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => `Note ${from + index}.`);
  const send = async (bodies: string[]) => {
    for (const body of bodies) await ben.send(channel.id, crypto.randomUUID(), body);
  };
  await send(notes(1, 60));
  await Promise.all([ada.open(`/channels/${channel.id}`), olga.open("/channels/browse")]);
  await expect(ada.messages.last()).toContainText("Note 60.");
  ada.allowTrouble(NO_NETWORK);
  await ada.context.setOffline(true);
  await expect(ada.page.getByText(OFFLINE)).toBeVisible();
  await send(notes(61, 380));
  ben.disconnect();
  await ada.say("I was away.");
  await expect(ada.messages.last()).toContainText("I was away.");

  await ada.context.setOffline(false);
  await expect(ada.page.getByText(OFFLINE)).toHaveCount(0);
  await expect(ada.messages.getByText("Note 380.", { exact: true })).toBeVisible();
  await expect(ada.messages.last()).toContainText("I was away.");
  await expect(ada.messages.last()).toBeInViewport();
  // What is known from before does not stand beside it as if nothing lay between.
  await expect(ada.messages.getByText("Note 60.", { exact: true })).toHaveCount(0);
  expect(await ada.messages.count()).toBeLessThanOrEqual(101);

  // The page holds a part of them at a time, so they are read from the end to the beginning.
  const read = new Map<number, string>();
  const first = ada.messages.first();
  await expect(async () => {
    for (const text of await ada.messages.allInnerTexts()) {
      const [note, number] = /Note (\d+)\.|I was away\./.exec(text) ?? [];
      if (note) read.set(Number(number ?? 381), note);
    }
    await first.scrollIntoViewIfNeeded({ timeout: 2000 });
    expect(read.get(1)).toBe("Note 1.");
  }).toPass({ timeout: 60_000, intervals: [50] });
  const inOrder = [...read].sort(([a], [b]) => a - b).map(([, note]) => note);
  expect(inOrder).toEqual([...notes(1, 380), "I was away."]);
  await ada.reload();
  await expect(ada.messages.last()).toContainText("I was away.");
  await expect(ada.channelLink(channel.name)).toHaveAccessibleName(channel.name);
  expect(olga.told.join("\n")).not.toContain(channel.id);
});
