import { SECOND } from "#app/shared/time.ts";
import type { FileView } from "#app/shared/views.ts";
import { listEntries, readEntry, writeEntry } from "./device-storage.ts";

/** A message that was written and is not acknowledged yet. */
export interface OutboxItem {
  clientId: string;
  channelId: string;
  body: string;
  parentId?: string | null;
  quoteId?: string | null;
  /** What was uploaded for it. */
  files?: FileView[];
  /** Milliseconds of the epoch. */
  createdAt: number;
  /** Why the server refused it, as an i18n key or a sentence; while undefined it is still being tried. */
  failure?: string;
}

/** A store of the browser that holds much and survives its restart. */
export interface ItemStore {
  set: (item: OutboxItem) => Promise<void>;
  remove: (clientId: string) => Promise<void>;
  readAll: () => Promise<OutboxItem[]>;
}

export type OutboxStorage = ReturnType<typeof createOutboxStorage>;

/** A store that does not open in this time is taken for one that is not there. */
const OPEN_WITHIN = 2 * SECOND;

/**
 * Where unsent messages wait, so that neither a reload nor a crash of the browser loses what was typed. Each has an entry
 * of its own, so that several tabs do not overwrite each other's. IndexedDB writes a moment later than it is told to, so
 * each goes to the local storage at once and leaves it when IndexedDB has it: what stays there is what an earlier
 * version or an interrupted page left, or all where there is no IndexedDB.
 */
export function createOutboxStorage(userId: string, openStore = openItemStore) {
  const prefix = `parley:outbox:${userId}:`;
  let store: Promise<ItemStore> | undefined;
  // One after the other, so that what was removed is not written after that.
  let work: Promise<unknown> = Promise.resolve();

  function run(change: (opened: ItemStore) => Promise<void>): void {
    store ??= openStore(userId);
    const opening = store;
    // Without IndexedDB the local storage keeps it.
    work = work.then(() => opening.then(change)).catch(() => {});
  }

  function put(item: OutboxItem): void {
    const entry = JSON.stringify(item);
    writeEntry(prefix + item.clientId, entry);
    run(async (opened) => {
      await opened.set(item);
      if (readEntry(prefix + item.clientId) === entry) writeEntry(prefix + item.clientId, null);
    });
  }

  function readEntries(): OutboxItem[] {
    return listEntries(prefix).flatMap((key) => parseItem(readEntry(key)) ?? []);
  }

  return {
    put,
    remove(clientId: string): void {
      writeEntry(prefix + clientId, null);
      run((opened) => opened.remove(clientId));
    },
    /** In the order of writing, which is that of the client ids: they are UUIDv7. */
    async readAll(): Promise<OutboxItem[]> {
      store ??= openStore(userId);
      const stored = store.then((opened) => opened.readAll());
      const late = new Promise<OutboxItem[]>((resolve) => setTimeout(resolve, OPEN_WITHIN, []));
      const items = new Map<string, OutboxItem>();
      for (const item of await Promise.race([stored.catch(() => []), late])) items.set(item.clientId, item);
      for (const item of readEntries()) {
        items.set(item.clientId, item);
        put(item);
      }
      return [...items.values()].sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
    },
  };
}

async function openItemStore(userId: string): Promise<ItemStore> {
  const { createStore, del, set, values } = await import("idb-keyval");
  const store = createStore(`parley:outbox:${userId}`, "messages");
  return {
    set: (item) => set(item.clientId, item, store),
    remove: (clientId) => del(clientId, store),
    readAll: () => values<OutboxItem>(store),
  };
}

function parseItem(entry: string | null): OutboxItem | undefined {
  try {
    return JSON.parse(entry ?? "") as OutboxItem;
  } catch {
    return undefined;
  }
}
