/** A browser's local storage in memory; one that is full takes nothing. */
export function createMemoryStorage({ isFull = false } = {}): Storage {
  const methods = {
    getItem(this: Record<string, string>, key: string) {
      return Object.hasOwn(this, key) ? this[key] : null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      if (isFull) throw new DOMException("full", "QuotaExceededError");
      this[key] = value;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  };
  const prototype = Object.defineProperty(methods, "length", {
    get(this: object) {
      return Object.keys(this).length;
    },
  });
  return Object.create(prototype) as Storage;
}
