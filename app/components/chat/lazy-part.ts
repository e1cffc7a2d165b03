import { useEffect, useSyncExternalStore } from "react";

/** A part of the interface that most pages do without, so browsers load it only where it is needed. */
export interface LazyPart<T> {
  name: string;
  /** Loads it once. Throws what the import throws, and may then be asked again. */
  load: () => Promise<T>;
  /** Undefined until it is loaded. */
  get: () => T | undefined;
  subscribe: (listener: () => void) => () => void;
}

const parts = new Map<string, LazyPart<unknown>>();

/** Names a part. Elements that were rendered with it carry the name in `data-needs`: see `loadPartsOf`. */
export function defineLazyPart<T>(name: string, importPart: () => Promise<T>): LazyPart<T> {
  const listeners = new Set<() => void>();
  let loading: Promise<T> | undefined;
  let loaded: T | undefined;
  const part: LazyPart<T> = {
    name,
    load: () => (loading ??= finishLoading()),
    get: () => loaded,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  async function finishLoading(): Promise<T> {
    try {
      loaded = await importPart();
    } catch (error) {
      loading = undefined;
      throw error;
    }
    for (const listener of listeners) listener();
    return loaded;
  }
  parts.set(name, part);
  return part;
}

/** The part once it is there; asks for it if it `isNeeded`. The page shows what it can without until then. */
export function useLazyPart<T>(part: LazyPart<T>, isNeeded: boolean): T | undefined {
  const read = isNeeded ? part.get : readNothing;
  const loaded = useSyncExternalStore(isNeeded ? part.subscribe : subscribeToNothing, read, read);
  useEffect(() => {
    // What cannot be loaded is asked for again by the next one who needs it.
    if (isNeeded) part.load().catch(() => undefined);
  }, [part, isNeeded]);
  return loaded;
}

function readNothing(): undefined {
  return undefined;
}

function subscribeToNothing(): () => void {
  return () => {};
}

/** On a server, before the first page: there all parts are at hand, and pages come out complete. */
export async function loadAllParts(): Promise<void> {
  await Promise.all([...parts.values()].map((part) => part.load()));
}

/** In a browser, before React takes the page over: what the server rendered with a part is the same again with it only. */
export async function loadPartsOf(page: ParentNode): Promise<void> {
  const needing = [...page.querySelectorAll<HTMLElement>("[data-needs]")];
  const names = new Set(needing.flatMap((element) => element.dataset["needs"]?.split(" ") ?? []));
  const needed = [...names].flatMap((name) => parts.get(name) ?? []);
  await Promise.allSettled(needed.map((part) => part.load()));
}
