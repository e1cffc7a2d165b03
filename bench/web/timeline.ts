// How long somebody waits for what they do in a conversation of 10,000 loaded messages, on a processor four times as slow.
import { chromium, type Page } from "@playwright/test";
import { makeLaunchOptions } from "../../tests/chromium.ts";
import { ask, PASSWORD, TALK, type Site } from "./site.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import type { ChannelView, MessageView } from "#app/shared/views.ts";

const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 10_000);
/** As slow as Lighthouse makes it to stand for a phone. */
const SLOWER = 4;
/** From an input to the next paint in milliseconds: what counts as good (https://web.dev/articles/inp). */
const WAIT_MAX = 200;
const ELEMENTS_MAX = 300;
/** Rows that a turn of the wheel passes at most. */
const ROWS_MAX = 12;

declare global {
  interface Window {
    figures: { slowest: number; shift: number; elements: number };
  }
}

interface Bench {
  url: string;
  channelId: string;
  /** Of who writes while the other reads. */
  token: string;
}

/** Loads all messages by scrolling to them, slows the page down, and does what people do. */
export async function measure({ url, cookies }: Site) {
  const bench = { url, ...(await fill(url)) };
  const browser = await chromium.launch(makeLaunchOptions());
  try {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, baseURL: url });
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.addInitScript(watch);
    await page.goto(`/channels/${bench.channelId}`);
    await loadAll(page);
    const cdp = await context.newCDPSession(page);
    // Nobody reads 10,000 messages within a minute: what that left behind is not what is measured.
    await cdp.send("HeapProfiler.collectGarbage");
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    // Jumps of a script are no shift that anybody sees.
    await page.evaluate(() => (window.figures.shift = 0));
    const waits = {
      typing: await slowestOf(page, () => typeWords(page)),
      receiving: await slowestOf(page, () => receiveWhileTyping(page, bench)),
      "opening actions": await slowestOf(page, () => openActions(page)),
      scrolling: await slowestOf(page, () => scrollByKeys(page)),
    };
    // The wheel is watched by itself: a browser counts the rows that leave at the far end as shift, though nothing moves.
    const { shift } = await page.evaluate(() => window.figures);
    const passed = await scrollByWheel(page);
    const { elements } = await page.evaluate(() => window.figures);
    return [
      ...Object.entries(waits).map(([what, wait]) => ({
        what: `${what}, ${MESSAGES} messages loaded`,
        value: `${wait} ms`,
        target: `under ${WAIT_MAX} ms`,
        isMet: wait < WAIT_MAX,
      })),
      {
        what: "message elements",
        value: String(elements),
        target: `up to ${ELEMENTS_MAX}`,
        isMet: elements <= ELEMENTS_MAX,
      },
      { what: "layout shift", value: shift.toFixed(4), target: "0", isMet: shift === 0 },
      {
        what: "rows passed in a frame, by the wheel",
        value: String(passed),
        target: `up to ${ROWS_MAX}`,
        isMet: passed <= ROWS_MAX,
      },
    ];
  } finally {
    await browser.close();
  }
}

/** A conversation of two, in which every tenth message answers an earlier one. */
async function fill(url: string): Promise<Omit<Bench, "url">> {
  const [ada, ben] = [await logIn(url, "ada"), await logIn(url, "ben")];
  const { id } = await ask<ChannelView>(url, ada, "/channels", { name: "long", kind: "public", topic: "" });
  await ask(url, ben, `/channels/${id}/join`, {});
  let next = 0;
  let parentId: string | undefined;
  async function write(): Promise<void> {
    while (next < MESSAGES) {
      const number = next++;
      const body = TALK[number % TALK.length];
      const answer = number % 10 === 9 ? { parentId } : {};
      const message = { body, clientId: crypto.randomUUID(), ...answer };
      const author = number % 7 < 4 ? ben : ada;
      const sent = await ask<MessageView>(url, author, `/channels/${id}/messages`, message);
      if (number % 10 === 0) parentId = sent.id;
    }
  }
  await Promise.all(Array.from({ length: 8 }, write));
  return { channelId: id, token: ben };
}

async function logIn(url: string, login: string): Promise<string> {
  return (await ask<SessionView>(url, "", "/auth/login", { login, password: PASSWORD })).accessToken;
}

/** Runs in the page. */
function watch(): void {
  window.figures = { slowest: 0, shift: 0, elements: 0 };
  new PerformanceObserver((list) => {
    // Keys and presses; that rows move beneath a resting mouse is nobody's input.
    for (const { duration, interactionId } of list.getEntries() as (PerformanceEntry & {
      interactionId: number;
    })[])
      if (interactionId) window.figures.slowest = Math.max(window.figures.slowest, duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[])
      if (!entry.hadRecentInput) window.figures.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new MutationObserver(() => {
    const elements = document.querySelectorAll("[role=log] article").length;
    window.figures.elements = Math.max(window.figures.elements, elements);
  }).observe(document, { childList: true, subtree: true });
}

/** Scrolls to the first message of all, and back to the end. */
async function loadAll(page: Page): Promise<void> {
  await page.locator("[role=log] article").last().waitFor();
  const until = Date.now() + MESSAGES * 30;
  for (let first = Number.POSITIVE_INFINITY; first > 10;) {
    if (Date.now() > until) throw new Error(`Only the messages from ${first} on were loaded.`);
    first = await page.evaluate(async () => {
      const scroller = document.querySelector(".timeline");
      scroller?.scrollTo({ top: -scroller.scrollHeight });
      await new Promise(requestAnimationFrame);
      return Number(document.querySelector("[role=log] article")?.id.replace("message-", ""));
    });
  }
  await page.getByRole("link", { name: /^Jump to newest/ }).click();
  await page.getByRole("link", { name: /^Jump to newest/ }).waitFor({ state: "detached" });
}

async function slowestOf(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => (window.figures.slowest = 0));
  await act();
  // Entries are told after the frame they belong to.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))));
  return page.evaluate(() => window.figures.slowest);
}

const composer = (page: Page) => page.getByRole("textbox", { name: "Message", exact: true });

async function typeWords(page: Page): Promise<void> {
  await composer(page).pressSequentially("The beans are up and the water runs along the bed", { delay: 60 });
}

async function receiveWhileTyping(page: Page, { url, token, channelId }: Bench): Promise<void> {
  const words = " where figs will stand in spring, when all is well";
  const typing = composer(page).pressSequentially(words, { delay: 80 });
  for (let number = 0; number < 10; number++) {
    const message = { clientId: crypto.randomUUID(), body: `Something new, for the ${number + 1}. time` };
    await ask(url, token, `/channels/${channelId}/messages`, message);
  }
  await typing;
}

async function openActions(page: Page): Promise<void> {
  const actions = page.getByRole("log", { name: "Messages" }).getByLabel(/^More actions for the message of/);
  for (let time = 0; time < 3; time++) {
    await actions.last().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: /^Actions for the message of/ }).waitFor();
    await page.keyboard.press("Escape");
  }
}

/** Far enough for rows to come and go many times. */
async function scrollByKeys(page: Page): Promise<void> {
  await composer(page).focus();
  await composer(page).fill("");
  for (const key of ["PageUp", "PageDown"]) {
    for (let time = 0; time < 40; time++) await page.keyboard.press(key, { delay: 30 });
  }
}

/** As people do who look for something that was said. Answers how many rows went by in one frame at most. */
async function scrollByWheel(page: Page): Promise<number> {
  await page.mouse.move(195, 400);
  let most = 0;
  let last = 0;
  for (const by of [-300, 300]) {
    for (let time = 0; time < 100; time++) {
      await page.mouse.wheel(0, by);
      const seq = await page.evaluate(async () => {
        await new Promise(requestAnimationFrame);
        const row = document.elementFromPoint(195, 400)?.closest("article");
        return Number(row?.id.replace("message-", "") ?? 0);
      });
      // Between two rows there is none.
      if (seq && last) most = Math.max(most, Math.abs(seq - last));
      last = seq || last;
    }
  }
  return most;
}
