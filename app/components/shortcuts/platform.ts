import { readEntry, writeEntry } from "#app/hooks/device-storage.ts";

/** Whether the browser runs on a system whose shortcuts are made with Command. */
export function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

const SINGLE_KEYS_OFF = "parley:single-keys-off";

/** Whether keys that are one character do something on this device (WCAG 2.1.4). */
export function allowsSingleKeys(): boolean {
  return readEntry(SINGLE_KEYS_OFF) === null;
}

export function allowSingleKeys(isAllowed: boolean): void {
  writeEntry(SINGLE_KEYS_OFF, isAllowed ? null : "1");
}
