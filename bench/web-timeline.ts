// How long somebody waits for what they do in a conversation of 10,000 loaded messages, on a processor four times as slow.
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";

export interface TimelineFigures {
  /** Messages that were loaded when it was measured. */
  loaded: number;
  /** The most message elements that were in the page at any time. */
  elements: number;
  /** From an input to the next paint in milliseconds, the slowest of each kind. */
  typing: number;
  receiving: number;
  opening: number;
  scrolling: number;
  /** Layout shift without an input, summed up over all. */
  shift: number;
}

interface TimelineBench {
  browser: Browser;
  url: string;
  /** Who looks, and who writes meanwhile; both are in the channel. */
  reader: { login: string; password: string };
  writer: { token: string };
  channelId: string;
  messages: number;
}

/** As slow as Lighthouse makes it to stand for a phone. */
const SLOWER = 4;

declare global {
  interface Window {
    figures: { slowest: number; shift: number; elements: number };
  }
}

/** Loads all messages by scrolling to them, slows the page down, and does what people do. */
export async function measureTimeline(bench: TimelineBench): Promise<TimelineFigures> {
  const { browser, url, reader, channelId } = bench;
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, baseURL: url });
  try {
    const page = await context.newPage();
    await page.goto("/login");
    await page.locator("[name=login]").fill(reader.login);
    await page.locator("[name=password]").fill(reader.password);
    await page.locator("[name=password]").press("Enter");
    await page.waitForURL((address) => !address.pathname.startsWith("/login"));
    await page.addInitScript(watch);
    await page.goto(`/channels/${channelId}`);
    await loadAll(page, bench.messages);
    const cdp = await context.newCDPSession(page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    const typing = await slowestOf(page, () => typeWords(page));
    const receiving = await slowestOf(page, () => receiveWhileTyping(page, bench));
    const opening = await slowestOf(page, () => openActions(page));
    const scrolling = await slowestOf(page, () => scrollByKeys(page));
    const { shift, elements } = await page.evaluate(() => window.figures);
    return { loaded: bench.messages, elements, typing, receiving, opening, scrolling, shift };
  } finally {
    await context.close();
  }
}

/** Runs in the page. */
function watch(): void {
  window.figures = { slowest: 0, shift: 0, elements: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      window.figures.slowest = Math.max(window.figures.slowest, duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[])
      if (!entry.hadRecentInput) window.figures.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  function count(): void {
    const elements = document.querySelectorAll("[role=log] article").length;
    window.figures.elements = Math.max(window.figures.elements, elements);
    requestAnimationFrame(count);
  }
  requestAnimationFrame(count);
}

/** Scrolls to the first message of all, and back to the end. */
async function loadAll(page: Page, messages: number): Promise<void> {
  await page.locator("[role=log] article").last().waitFor();
  const hasFirst = () => {
    const scroller = document.querySelector(".timeline");
    scroller?.scrollTo({ top: -scroller.scrollHeight });
    return document.querySelector("[role=log] article")?.id;
  };
  const until = Date.now() + messages * 30;
  for (let id: string | undefined; !isFirst(id);) {
    if (Date.now() > until) throw new Error(`Only the messages from ${id ?? "?"} on were loaded.`);
    id = await page.evaluate(hasFirst);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await page.getByRole("link", { name: /^Jump to newest/ }).click();
  await page.evaluate(() => new Promise(requestAnimationFrame));
}

/** A channel begins with what the system tells. */
function isFirst(id: string | undefined): boolean {
  return Number(id?.replace("message-", "") ?? Number.NaN) <= 10;
}

async function slowestOf(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    window.figures.slowest = 0;
  });
  await act();
  // Entries are told after the frame they belong to.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))));
  return page.evaluate(() => window.figures.slowest);
}

const composer = (page: Page) => page.getByRole("textbox", { name: "Message", exact: true });

async function typeWords(page: Page): Promise<void> {
  await composer(page).pressSequentially("The beans are up and the water runs along the bed", { delay: 60 });
}

async function receiveWhileTyping(page: Page, { url, writer, channelId }: TimelineBench): Promise<void> {
  const typing = composer(page).pressSequentially(" where figs will stand in spring, when all is well", {
    delay: 80,
  });
  for (let number = 0; number < 10; number++) {
    await fetch(`${url}/api/v1/channels/${channelId}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${writer.token}`, "content-type": "application/json" },
      body: JSON.stringify({ clientId: randomUUID(), body: `Something new, for the ${number + 1}. time` }),
    });
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
