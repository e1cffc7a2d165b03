/** A message that was written and is not acknowledged yet. */
export interface OutboxItem {
  clientId: string;
  channelId: string;
  body: string;
  /** Milliseconds of the epoch. */
  createdAt: number;
  /** Why the server refused it, as an i18n key or a sentence; while undefined it is still being tried. */
  failure?: string;
}

/**
 * Where unsent messages and drafts wait, so that neither a reload nor a crash of the browser loses what was typed. One
 * entry per message, so that several tabs do not overwrite each other's. A full or forbidden storage is no error: the
 * page keeps everything in memory as well.
 */
export function createOutboxStorage(userId: string) {
  const outbox = `parley:outbox:${userId}:`;
  const drafts = `parley:draft:${userId}:`;
  return {
    put: (item: OutboxItem) => write(outbox + item.clientId, JSON.stringify(item)),
    remove: (clientId: string) => write(outbox + clientId, null),
    readAll: (): OutboxItem[] => readItems(outbox),
    readDraft: (channelId: string) => read(drafts + channelId) ?? "",
    writeDraft: (channelId: string, body: string) => write(drafts + channelId, body || null),
  };
}

function readItems(prefix: string): OutboxItem[] {
  const items: OutboxItem[] = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(prefix)) items.push(JSON.parse(localStorage.getItem(key) ?? "") as OutboxItem);
    }
  } catch {
    // Storage is forbidden or an entry was damaged: what could be read is returned.
  }
  // Client ids are UUIDv7, so their order is the order of writing.
  return items.sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Full or forbidden.
  }
}
