import { readEntry, writeEntry } from "#app/hooks/device-storage.ts";
import { createListeners } from "#app/hooks/publisher.ts";

/** What this browser does with notifications: "off" is the person's word on this device, the others are the browser's. */
export type Permission = "unsupported" | "default" | "denied" | "off" | "granted";

const changed = createListeners();
const OFF = "parley-notifications-off";
const ASKED = "parley-notifications-asked";

export function readPermission(): Permission {
  // Without https browsers have no notifications, or refuse all of them.
  if (!("Notification" in window) || !window.isSecureContext) return "unsupported";
  if (Notification.permission === "granted" && readEntry(OFF)) return "off";
  return Notification.permission;
}

/** To be called from a click: browsers ask at no other moment. */
export async function turnOn(): Promise<void> {
  writeEntry(OFF, null);
  writeEntry(ASKED, "yes");
  if (Notification.permission === "default") await Notification.requestPermission();
  changed.call();
}

/** The browser's permission stays as it is; only the browser's own settings take it back. */
export function turnOff(): void {
  writeEntry(OFF, "yes");
  changed.call();
}

/** Whether nobody has answered on this device, so that it may be asked once. */
export function mayAsk(): boolean {
  return readPermission() === "default" && !readEntry(ASKED);
}

/** Not on this device; the settings still offer it. */
export function decline(): void {
  writeEntry(ASKED, "later");
  changed.call();
}

/** The returned function ends it. */
export const onPermission = changed.add;
