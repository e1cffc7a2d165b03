import { uuidv7 } from "uuidv7";
import { SECOND } from "#app/shared/time.ts";
import type { MessageView } from "#app/shared/views.ts";
import { RequestError } from "./connection.ts";
import type { createOutboxStorage, OutboxItem } from "./outbox-storage.ts";

interface OutboxOptions {
  storage: ReturnType<typeof createOutboxStorage>;
  send: (item: OutboxItem) => Promise<MessageView>;
  onSent: (message: MessageView) => void;
  onChange: (items: readonly OutboxItem[]) => void;
}

/** Worth trying again with the same client id: nothing was decided about the message. */
const TRANSIENT = new Set(["offline", "unavailable", "internal", "rate_limited", "unauthenticated"]);
const RETRY_AFTER = 2 * SECOND;

/**
 * Messages on their way. Each keeps one client id from the first try to the acknowledgement, so that trying again is
 * always safe; those of one channel go one after the other, so that they arrive in the order they were written.
 */
export function createOutbox({ storage, send, onSent, onChange }: OutboxOptions) {
  let items: OutboxItem[] = [];
  const busy = new Set<string>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function update(next: OutboxItem[]): void {
    items = next;
    onChange(items);
  }

  function replace(item: OutboxItem): void {
    storage.put(item);
    update(items.map((other) => (other.clientId === item.clientId ? item : other)));
  }

  function remove(clientId: string): void {
    storage.remove(clientId);
    update(items.filter((item) => item.clientId !== clientId));
  }

  async function flushChannel(channelId: string): Promise<void> {
    if (busy.has(channelId)) return;
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
      const message = await send(item);
      remove(item.clientId);
      onSent(message);
      return true;
    } catch (error) {
      const refusal = error instanceof RequestError ? error : new RequestError("internal", String(error));
      if (!TRANSIENT.has(refusal.code)) {
        replace({ ...item, failure: refusal.message });
        return true;
      }
      // Also without a connection: an answer may be late while the socket stays up, and no reconnect would come.
      retryLater(item.channelId, (refusal.retryAfter ?? 0) * SECOND || RETRY_AFTER);
      return false;
    }
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
    /** Takes up what an earlier page left unsent. */
    restore(): void {
      update(storage.readAll());
      void flush();
    },
    add(channelId: string, body: string): void {
      const item = { clientId: uuidv7(), channelId, body, createdAt: Date.now() };
      storage.put(item);
      update([...items, item]);
      void flushChannel(channelId);
    },
    retry(clientId: string): void {
      const item = items.find((candidate) => candidate.clientId === clientId);
      if (item) replace({ ...item, failure: undefined });
      void flush();
    },
    discard: remove,
    flush: () => void flush(),
    /** It arrived by another way, e.g. its acknowledgement was lost and the event came. */
    settle(clientId: string): void {
      if (items.some((item) => item.clientId === clientId)) remove(clientId);
    },
  };
}
