// A long conversation: what stands in the page, what comes when one scrolls, and that nothing moves under the reader.
import type { Locator } from "@playwright/test";
import { expect, test, type Person } from "./fixtures.ts";
import type { Channel } from "./person.ts";
import { SECOND } from "#app/shared/time.ts";

/** What a page may hold, however much of a conversation was loaded. */
const ELEMENTS_MAX = 300;

async function share(owner: Person, ...others: Person[]): Promise<Channel> {
  const channel = await owner.createChannel({ kind: "private" });
  await owner.add(channel, ...others);
  return channel;
}

/** Notes by a program, several at a time. Those of one number are in order only by their numbers in the channel. */
async function fill(person: Person, { id }: Channel, count: number): Promise<void> {
  let next = 1;
  const write = async () => {
    while (next <= count) {
      const data = { clientId: crypto.randomUUID(), body: `Note ${next++}.` };
      await person.ask(`/channels/${id}/messages`, { method: "POST", data });
    }
  };
  await Promise.all(Array.from({ length: 8 }, write));
}

const scrollerOf = (person: Person): Locator => person.page.locator(".timeline").first();

/** The number in the channel of the first or last message in the page. */
async function seqOf(article: Locator): Promise<number> {
  return Number((await article.getAttribute("id"))?.replace("message-", ""));
}

/** Scrolls by steps and answers by how much the rows on the screen moved otherwise, at most, and how many there were. */
async function scrollAndWatch(person: Person, by: number, steps: number) {
  return scrollerOf(person).evaluate(
    async (scroller, { by, steps }) => {
      const settle = async () => {
        for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      };
      const articles = () => [...scroller.querySelectorAll("article")];
      const watched = { astray: 0, most: 0, compared: 0 };
      for (let step = 0; step < steps; step++) {
        scroller.scrollBy({ top: by });
        const { top, bottom } = scroller.getBoundingClientRect();
        const seen = articles()
          .map((row) => ({ row, place: row.getBoundingClientRect().top }))
          .filter(({ place }) => place > top && place < bottom);
        await settle();
        watched.most = Math.max(watched.most, articles().length);
        for (const { row, place } of seen) {
          // A row that is first in the page may get its author's name and its day when others come before it.
          if (!row.isConnected) watched.astray = Infinity;
          else watched.astray = Math.max(watched.astray, Math.abs(row.getBoundingClientRect().top - place));
          watched.compared++;
        }
      }
      return watched;
    },
    { by, steps },
  );
}

test("of a thousand messages at most 300 stand in the page, and nothing that is read moves while they change", async ({
  ada,
}) => {
  test.slow();
  const channel = await share(ada);
  await fill(ada, channel, 1000);
  await ada.open(`/channels/${channel.id}`);
  await expect(ada.messages.last()).toBeInViewport();
  const { loads } = ada;
  const newest = await seqOf(ada.messages.last());
  await expect(async () => {
    const up = await scrollAndWatch(ada, -400, 20);
    expect(up.compared).toBeGreaterThan(0);
    expect(up.astray).toBeLessThanOrEqual(1);
    expect(up.most).toBeLessThanOrEqual(ELEMENTS_MAX);
    expect(await seqOf(ada.messages.first())).toBeLessThan(newest - 950);
  }).toPass({ intervals: [50], timeout: 90_000 });
  await expect(ada.messages.last()).not.toHaveAttribute("id", `message-${newest}`);

  // Back again rows return from memory, each once, in order, and silently.
  await expect(async () => {
    const down = await scrollAndWatch(ada, 400, 20);
    expect(down.astray).toBeLessThanOrEqual(1);
    expect(down.most).toBeLessThanOrEqual(ELEMENTS_MAX);
    expect(await seqOf(ada.messages.last())).toBe(newest);
  }).toPass({ intervals: [50], timeout: 90_000 });
  const ids = await ada.messages.evaluateAll((all) => all.map((each) => Number(each.id.slice(8))));
  expect(ids).toEqual(ids.map((_, index) => (ids[0] ?? 0) + index));
  const told = await ada.messages.evaluateAll((all) => all.filter((each) => each.ariaLive !== "off").length);
  expect(told).toBe(0);
  expect(ada.loads).toBe(loads);
});

test("on a screen as tall as half of what stands in the page one gets to the first message, and what stands there rests", async ({
  ada,
}) => {
  const channel = await share(ada);
  await fill(ada, channel, 500);
  await ada.page.setViewportSize({ width: 1280, height: 2600 });
  await ada.open(`/channels/${channel.id}`);
  const newest = await seqOf(ada.messages.last());
  await expect(async () => {
    expect((await scrollAndWatch(ada, -400, 10)).astray).toBeLessThanOrEqual(1);
    expect(await seqOf(ada.messages.first())).toBeLessThan(newest - 450);
  }).toPass({ intervals: [50], timeout: 30_000 });
  await scrollAndWatch(ada, 400, 4);
  const comings = await scrollerOf(ada).evaluate(async (scroller) => {
    let count = 0;
    const watcher = new MutationObserver((changes) => {
      for (const { addedNodes } of changes) count += addedNodes.length;
    });
    const frames = async (number: number) => {
      for (let frame = 0; frame < number; frame++) await new Promise(requestAnimationFrame);
    };
    // What was on its way comes first.
    await frames(60);
    watcher.observe(scroller, { childList: true, subtree: true });
    await frames(60);
    return count;
  });
  expect(comings).toBe(0);
});

test("who stands at the end follows it; who reads further up is told how much came and goes there in one step", async ({
  ada,
  ben,
}) => {
  const channel = await share(ada, ben);
  await fill(ada, channel, 80);
  await ben.open(`/channels/${channel.id}`);
  const watchShifts = () =>
    ben.page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
          shifts.push(entry.value);
      }).observe({ type: "layout-shift" });
    });
  const sumShifts = () =>
    ben.page.evaluate(() =>
      (window as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0),
    );
  await watchShifts();
  await ada.write(channel, "At the end");
  await expect(ben.messages.last()).toContainText("At the end");
  await expect(ben.messages.last()).toBeInViewport();
  expect(await sumShifts()).toBeLessThan(0.001);
  await expect(ben.page.getByRole("link", { name: /^Jump to newest/ })).toHaveCount(0);

  await scrollerOf(ben).evaluate((scroller) => scroller.scrollTo({ top: -700 }));
  const jump = ben.page.getByRole("link", { name: /^Jump to newest/ });
  await expect(jump).toHaveAccessibleName("Jump to newest");
  await expect(ben.messageOf("Note 1.").first()).toBeAttached();
  const anchor = ben.messageOf("Note 50.");
  const before = await anchor.boundingBox();
  await watchShifts();
  await ada.write(channel, "First", "Second", "Third");
  await expect(jump).toHaveAccessibleName(/3 new$/);
  expect(Math.abs(((await anchor.boundingBox())?.y ?? 0) - (before?.y ?? -1000))).toBeLessThanOrEqual(1);
  await expect(ben.messageOf("Third")).not.toBeInViewport();
  expect(await sumShifts()).toBeLessThan(0.001);

  await jump.click();
  await expect(ben.messageOf("Third")).toBeInViewport();
  await expect(jump).toHaveCount(0);

  // One's own goes to the end from wherever one is.
  await scrollerOf(ben).evaluate((scroller) => scroller.scrollTo({ top: -700 }));
  await expect(jump).toBeVisible();
  await ben.say("My answer");
  await expect(ben.messageOf("My answer")).toBeInViewport();
});

test("from a link on, messages come in both directions, and the place is marked also without motion", async ({
  ada,
}) => {
  const channel = await share(ada);
  await fill(ada, channel, 300);
  await ada.page.emulateMedia({ reducedMotion: "reduce" });
  await ada.open(`/channels/${channel.id}?message=150`);
  const linked = ada.page.locator("#message-150");
  await expect(linked).toBeInViewport();
  await expect(linked.locator("xpath=..")).toBeFocused();
  const ground = (place: Locator) => place.evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await ground(linked.locator("xpath=.."))).not.toBe(await ground(scrollerOf(ada)));
  const { loads } = ada;
  await expect(async () => {
    await ada.messages.first().scrollIntoViewIfNeeded();
    expect(await seqOf(ada.messages.first())).toBeLessThan(5);
  }).toPass({ intervals: [50] });
  await expect(async () => {
    await ada.messages.last().scrollIntoViewIfNeeded();
    expect(await seqOf(ada.messages.last())).toBeGreaterThan(299);
  }).toPass({ intervals: [50] });
  await expect(ada.page.getByRole("link", { name: "Newer messages" })).toHaveCount(0);
  expect(await ada.messages.count()).toBeLessThanOrEqual(ELEMENTS_MAX);
  expect(ada.loads).toBe(loads);
});

test("by keys alone: pages while one writes, the beginning and the end, and the focus stays", async ({
  ada,
}) => {
  const channel = await share(ada);
  await fill(ada, channel, 120);
  await ada.open(`/channels/${channel.id}`);
  await ada.composer.focus();
  const newest = ada.messages.last();
  await ada.page.keyboard.press("PageUp");
  await ada.page.keyboard.press("PageUp");
  await expect(newest).not.toBeInViewport();
  await expect(ada.composer).toBeFocused();
  await ada.composer.fill("Home and End move in what one writes");
  await ada.page.keyboard.press("End");
  await expect(newest).not.toBeInViewport();
  await ada.page.keyboard.press("PageDown");
  await ada.page.keyboard.press("PageDown");
  await expect(newest).toBeInViewport();

  await newest.getByLabel(/^More actions for the message of/).focus();
  await expect(async () => {
    await ada.page.keyboard.press("Home");
    await expect(ada.messageOf("Note 1.").first()).toBeInViewport({ timeout: 500 });
  }).toPass();
  await ada.page.keyboard.press("End");
  await expect(newest).toBeInViewport();
});

test("a conversation that takes longer than 300 ms shows its frame meanwhile, a quick one just comes", async ({
  ada,
}) => {
  const slow = await ada.createChannel({ name: "slow" });
  const quick = await ada.createChannel({ name: "quick" });
  const { page } = ada;
  const frame = page.getByRole("main").locator(".skeleton").first();
  await page.clock.install();
  await ada.open(`/channels/${quick.id}`);
  await page.clock.pauseAt(Date.now() + 5 * SECOND);
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => (release = resolve));
  const address = new RegExp(`/channels/${slow.id}`);
  await page.route(address, async (route) => {
    await isReleased;
    await route.continue();
  });

  const asked = page.waitForRequest(address);
  await ada.channelLink(slow.name).click();
  await asked;
  await page.clock.runFor(299);
  await expect(frame).toHaveCount(0);
  await page.clock.runFor(300);
  await expect(frame).toBeVisible();
  await expect(page.getByRole("main").getByText(slow.name).last()).toBeVisible();
  release();
  await expect(ada.heading(slow.name)).toBeVisible();
  await expect(frame).toHaveCount(0);

  await ada.channelLink(quick.name).click();
  await expect(ada.heading(quick.name)).toBeVisible();
  await page.clock.runFor(SECOND);
  await expect(frame).toHaveCount(0);
});
