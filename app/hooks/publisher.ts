/** Those who want to be called when something happens. */
export function createListeners<A extends unknown[] = []>() {
  const listeners = new Set<(...news: A) => void>();
  return {
    /** The returned function ends it. */
    add: (listener: (...news: A) => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    call: (...news: A): void => {
      for (const listener of listeners) listener(...news);
    },
  };
}

/** A snapshot that is replaced as a whole, and those who want to know when. */
export function createPublisher<T extends object>(first: T) {
  const listeners = createListeners();
  let snapshot = first;
  let openBatches = 0;
  let isUntold = false;

  function tell(): void {
    if (openBatches > 0 || !isUntold) return;
    isUntold = false;
    listeners.call();
  }

  return {
    read: () => snapshot,
    subscribe: listeners.add,
    publish: (change: Partial<T>): void => {
      snapshot = { ...snapshot, ...change };
      isUntold = true;
      tell();
    },
    /** What changes meanwhile is told as one change. */
    inOnePublish: (run: () => void): void => {
      openBatches++;
      try {
        run();
      } finally {
        openBatches--;
        tell();
      }
    },
  };
}
