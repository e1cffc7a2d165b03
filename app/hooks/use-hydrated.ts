import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False on the server and for the first render in the browser, true once a script runs. */
export function useHydrated(): boolean {
  return useBrowserValue(() => true, false);
}

/** A value that only the browser knows, with the server's own until then, so that both render the same at first. */
export function useBrowserValue<T>(read: () => T, onServer: T): T {
  return useSyncExternalStore(never, read, () => onServer);
}
