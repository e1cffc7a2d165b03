import { SECOND } from "#app/shared/time.ts";
import type { DraftView } from "#app/shared/views.ts";
import type { RequestError } from "./connection.ts";
import { listEntries, readEntry, writeEntry } from "./device-storage.ts";

const SAVE_AFTER = SECOND;

/** What stands in one composer. */
interface Draft {
  body: string;
  /** The server's time of the last version that it has from here, or that came from there. */
  savedAt: string;
  /** It was changed here, and the server does not have that yet. */
  isDirty: boolean;
}

interface Place {
  channelId: string;
  parentId: string | null;
}

interface DraftsOptions {
  userId: string;
  /** Throws `RequestError`. */
  save: (draft: Place & { body: string }) => Promise<DraftView>;
  /** Throws `RequestError`. */
  list: () => Promise<DraftView[]>;
}

/**
 * What was begun to be written in each conversation and thread: on this device at once, on the server when the typing
 * rests. What was typed on another device is taken where nothing is waiting to be saved here: who types last is right.
 */
export function createDrafts({ userId, save, list }: DraftsOptions) {
  const prefix = `parley:draft:${userId}:`;
  const known = new Map<string, Draft>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const listeners = new Map<string, Set<(body: string) => void>>();

  function read(key: string): Draft {
    const draft = known.get(key) ?? parseDraft(readEntry(prefix + key));
    known.set(key, draft);
    return draft;
  }

  function keep(key: string, draft: Draft): void {
    known.set(key, draft);
    writeEntry(prefix + key, draft.body || draft.isDirty ? JSON.stringify(draft) : null);
  }

  function saveLater(key: string, wait: number): void {
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => void saveNow(key), wait),
    );
  }

  async function saveNow(key: string): Promise<void> {
    const { body, isDirty } = read(key);
    if (!isDirty) return;
    try {
      const { savedAt } = await save({ ...parsePlace(key), body });
      const now = read(key);
      // Typing may have gone on meanwhile; then its own timer runs.
      keep(key, { ...now, savedAt, isDirty: now.body !== body });
    } catch (error) {
      const { retryAfter } = error as RequestError;
      // Otherwise the next connect tries again, and until the server has it, it stays on this device.
      if (retryAfter) saveLater(key, retryAfter * SECOND);
    }
  }

  function take({ channelId, parentId, body, savedAt }: DraftView): void {
    const key = formatKey(channelId, parentId);
    const draft = read(key);
    if (!draft.isDirty && draft.savedAt < savedAt) show(key, { body, savedAt, isDirty: false });
  }

  function show(key: string, draft: Draft): void {
    const { body } = read(key);
    keep(key, draft);
    if (body === draft.body) return;
    for (const listener of listeners.get(key) ?? []) listener(draft.body);
  }

  const listKeys = () => [
    ...new Set([...known.keys(), ...listEntries(prefix).map((key) => key.slice(prefix.length))]),
  ];

  return {
    read: (channelId: string, parentId?: string | null) => read(formatKey(channelId, parentId)).body,
    write(channelId: string, body: string, parentId?: string | null): void {
      const key = formatKey(channelId, parentId);
      const draft = read(key);
      if (draft.body === body) return;
      keep(key, { ...draft, body, isDirty: true });
      saveLater(key, SAVE_AFTER);
    },
    /** Calls back with what another device wrote there. The returned function ends that. */
    onChange(channelId: string, parentId: string | null, listener: (body: string) => void): () => void {
      const key = formatKey(channelId, parentId);
      const there = listeners.get(key) ?? new Set();
      listeners.set(key, there.add(listener));
      return () => there.delete(listener);
    },
    take,
    /** On each connect: saves what could not be saved, and takes what was written elsewhere meanwhile. */
    async reconcile(): Promise<void> {
      await Promise.all(listKeys().map(saveNow));
      const before = new Map(listKeys().map((key) => [key, read(key)]));
      const drafts = await list().catch(() => undefined);
      if (!drafts) return;
      drafts.forEach(take);
      const listed = new Set(drafts.map((draft) => formatKey(draft.channelId, draft.parentId)));
      for (const [key, draft] of before) {
        // Sent or emptied elsewhere.
        if (!listed.has(key) && read(key) === draft && !draft.isDirty) show(key, { ...draft, body: "" });
      }
    },
    /** Leaves nothing on this device that the server has. */
    forget(): void {
      for (const key of listKeys()) if (!read(key).isDirty) writeEntry(prefix + key, null);
    },
  };
}

function formatKey(channelId: string, parentId: string | null | undefined): string {
  return parentId ? `${channelId}:${parentId}` : channelId;
}

function parsePlace(key: string): Place {
  const [channelId = "", parentId = null] = key.split(":");
  return { channelId, parentId };
}

/** An earlier version kept the bare text, which nobody but this device has. */
function parseDraft(entry: string | null): Draft {
  if (entry === null) return { body: "", savedAt: "", isDirty: false };
  try {
    const draft = JSON.parse(entry) as Draft | null;
    if (typeof draft?.savedAt === "string" && typeof draft.body === "string") return draft;
  } catch {
    // It is a text.
  }
  return { body: entry, savedAt: "", isDirty: true };
}
