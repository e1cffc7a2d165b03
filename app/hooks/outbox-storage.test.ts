import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createMemoryStorage } from "#tests/local-storage.ts";
import { createOutboxStorage, type ItemStore, type OutboxItem } from "./outbox-storage.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("localStorage", createMemoryStorage());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const item = (clientId: string, more: Partial<OutboxItem> = {}): OutboxItem => ({
  clientId,
  channelId: "general",
  body: clientId,
  createdAt: 1,
  ...more,
});

/** IndexedDB as the storage sees it: what it holds outlives the page. */
function createDatabase() {
  const items = new Map<string, OutboxItem>();
  const store: ItemStore = {
    set: async (each) => void items.set(each.clientId, each),
    remove: async (clientId) => void items.delete(clientId),
    readAll: async () => [...items.values()],
  };
  return { items, store };
}

const open = (store?: ItemStore) =>
  createOutboxStorage("ada", async () => store ?? Promise.reject(new Error("There is no IndexedDB.")));
const settle = () => vi.advanceTimersByTimeAsync(0);
const entries = () => Object.keys(localStorage);

test("what was put there is there for the next page, in the order of writing", async () => {
  const { store, items } = createDatabase();
  const storage = open(store);
  storage.put(item("2"));
  storage.put(item("1", { parentId: "root", quoteId: "quoted", failure: "errors.forbidden" }));
  storage.put(item("3"));
  storage.remove("3");
  await settle();
  expect([[...items.keys()], entries()]).toEqual([["2", "1"], []]);
  expect(await open(store).readAll()).toEqual([
    item("1", { parentId: "root", quoteId: "quoted", failure: "errors.forbidden" }),
    item("2"),
  ]);
});

test("a page that ends before IndexedDB has written loses nothing", async () => {
  const { store } = createDatabase();
  const endless = { ...store, set: () => new Promise<void>(() => {}) };
  open(endless).put(item("1"));
  expect(await open(store).readAll()).toEqual([item("1")]);
  await settle();
  expect(entries()).toEqual([]);
});

test("what an earlier version left is taken over, and what is damaged is left", async () => {
  const { store, items } = createDatabase();
  localStorage.setItem("parley:outbox:ada:1", JSON.stringify(item("1")));
  localStorage.setItem("parley:outbox:ada:2", "{");
  localStorage.setItem("parley:outbox:ben:3", JSON.stringify(item("3")));
  expect(await open(store).readAll()).toEqual([item("1")]);
  await settle();
  expect([[...items.keys()], entries()]).toEqual([["1"], ["parley:outbox:ada:2", "parley:outbox:ben:3"]]);
});

test("without IndexedDB, or with one that is full, the local storage keeps it", async () => {
  const { store } = createDatabase();
  const full = { ...store, set: () => Promise.reject(new DOMException("full", "QuotaExceededError")) };
  for (const each of [undefined, full]) {
    const storage = open(each);
    storage.put(item("1"));
    await settle();
    expect(await open(each).readAll()).toEqual([item("1")]);
    storage.remove("1");
    await settle();
    expect(await open(each).readAll()).toEqual([]);
  }
});

test("with neither, the page goes on from memory", async () => {
  vi.stubGlobal("localStorage", createMemoryStorage({ isFull: true }));
  const storage = open();
  storage.put(item("1"));
  await settle();
  expect(await storage.readAll()).toEqual([]);
});

test("a database that never opens keeps nobody waiting for long", async () => {
  localStorage.setItem("parley:outbox:ada:1", JSON.stringify(item("1")));
  const storage = createOutboxStorage("ada", () => new Promise(() => {}));
  const read = storage.readAll();
  await vi.advanceTimersByTimeAsync(2000);
  expect(await read).toEqual([item("1")]);
});
