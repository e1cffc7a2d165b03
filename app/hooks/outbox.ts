import { uuidv7 } from "uuidv7";
import { SECOND } from "#app/shared/time.ts";
import type { MessageView } from "#app/shared/views.ts";
import { RequestError } from "./connection.ts";
import type { OutboxItem, OutboxStorage } from "./outbox-storage.ts";

export type OutboxMessage = Pick<OutboxItem, "channelId" | "body" | "parentId" | "quoteId" | "files">;

interface OutboxOptions {
  storage: OutboxStorage;
  send: (item: OutboxItem) => Promise<MessageView>;
  onSent: (message: MessageView) => void;
  onChange: (items: readonly OutboxItem[]) => void;
  /** The server takes no more before this time, in milliseconds of the epoch; null: it takes them again. */
  onLimit: (until: number | null) => void;
}

/** Worth trying again with the same client id: nothing was decided about the message. */
const TRANSIENT = new Set(["offline", "unavailable", "internal", "rate_limited", "unauthenticated"]);
const RETRY_AFTER = 2 * SECOND;

/**
 * Messages on their way. Each keeps one client id from the first try to the acknowledgement, so that trying again is
 * always safe; those of one channel go one after the other, so that they arrive in the order they were written.
 */
export function createOutbox({ storage, send, onSent, onChange, onLimit }: OutboxOptions) {
  let items: OutboxItem[] = [];
  let limitedUntil: number | null = null;
  // What an earlier page left goes first.
  let isRestored = false;
  const sentFromHere = new Set<string>();
  const busy = new Set<string>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function update(next: OutboxItem[]): void {
    items = next;
    for (const { clientId } of items) sentFromHere.add(clientId);
    onChange(items);
  }

  function replace(item: OutboxItem): void {
    storage.put(item);
    update(items.map((other) => (other.clientId === item.clientId ? item : other)));
  }

  /** It is settled, or was given up. */
  function remove(clientId: string): void {
    storage.remove(clientId);
    if (items.some((item) => item.clientId === clientId))
      update(items.filter((item) => item.clientId !== clientId));
  }

  async function flushChannel(channelId: string): Promise<void> {
    if (busy.has(channelId) || !isRestored) return;
    if (limitedUntil !== null) return retryLater(channelId, limitedUntil - Date.now());
    busy.add(channelId);
    try {
      for (;;) {
        const item = items.find((candidate) => candidate.channelId === channelId && !candidate.failure);
        if (!item || !(await tryOnce(item))) return;
      }
    } finally {
      busy.delete(channelId);
    }
  }

  /** Whether the next one may be tried. */
  async function tryOnce(item: OutboxItem): Promise<boolean> {
    try {
      onSent(await send(item));
      remove(item.clientId);
      return true;
    } catch (error) {
      const refusal = error instanceof RequestError ? error : new RequestError("internal", String(error));
      if (!TRANSIENT.has(refusal.code)) {
        replace({ ...item, failure: refusal.message });
        return true;
      }
      const wait = (refusal.retryAfter ?? 0) * SECOND || RETRY_AFTER;
      if (refusal.code === "rate_limited" && refusal.retryAfter) limit(wait);
      // Also without a connection: an answer may be late while the socket stays up, and no reconnect would come.
      retryLater(item.channelId, wait);
      return false;
    }
  }

  /** What a person may send is counted over all channels. */
  function limit(wait: number): void {
    const until = Date.now() + wait;
    limitedUntil = until;
    onLimit(until);
    setTimeout(() => {
      if (limitedUntil !== until) return;
      limitedUntil = null;
      onLimit(null);
    }, wait);
  }

  function retryLater(channelId: string, wait: number): void {
    clearTimeout(timers.get(channelId));
    timers.set(
      channelId,
      setTimeout(() => void flushChannel(channelId), wait),
    );
  }

  async function flush(): Promise<void> {
    await Promise.all([...new Set(items.map((item) => item.channelId))].map(flushChannel));
  }

  return {
    /** Takes up what an earlier page left unsent; nothing is sent before. */
    async restore(): Promise<void> {
      const left = await storage.readAll();
      const isKnown = new Set(items.map((item) => item.clientId));
      update([...left.filter((item) => !isKnown.has(item.clientId)), ...items]);
      isRestored = true;
      void flush();
    },
    add(message: OutboxMessage): void {
      const item = { ...message, clientId: uuidv7(), createdAt: Date.now() };
      storage.put(item);
      update([...items, item]);
      void flushChannel(item.channelId);
    },
    retry(clientId: string): void {
      const item = items.find((candidate) => candidate.clientId === clientId);
      if (item) replace({ ...item, failure: undefined });
      void flush();
    },
    discard: remove,
    flush: () => void flush(),
    /** It arrived by another way, e.g. its acknowledgement was lost and the event came. Answers whether it is from here. */
    settle(clientId: string): boolean {
      if (items.some((item) => item.clientId === clientId)) remove(clientId);
      return sentFromHere.has(clientId);
    },
  };
}
