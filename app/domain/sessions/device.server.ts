import Bowser from "bowser";
import type { sessions } from "#app/db/schema/index.ts";
import type { DeviceView } from "#app/shared/account-views.ts";

/** Characters that are shown of a program that nobody knows. */
const UNKNOWN_MAX = 60;

/** An open session as its owner sees it; `currentId` is the one that asks. */
export function toDeviceView(row: typeof sessions.$inferSelect, currentId: string): DeviceView {
  return {
    id: row.id,
    device: readDevice(row.userAgent),
    userAgent: row.userAgent,
    address: row.address,
    method: row.method,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: row.id === currentId,
  };
}

/**
 * What a User-Agent header tells, in names that are the same in every language. A program that is no browser stands there
 * as it calls itself.
 */
export function readDevice(userAgent: string): DeviceView["device"] {
  if (userAgent.trim() === "") return { browser: "", system: "" };
  const { browser, os } = Bowser.parse(userAgent);
  return { browser: cut(browser.name || userAgent), system: cut(os.name ?? "") };
}

function cut(text: string): string {
  const trimmed = text.trim();
  return trimmed.length <= UNKNOWN_MAX ? trimmed : `${trimmed.slice(0, UNKNOWN_MAX)}…`;
}
