import { findTimeZone } from "#app/shared/time-zones.ts";

/** The time zone that the browser left in a cookie, so that the server writes the same times; UTC until it has. */
export function readTimeZone(cookies: string | null): string {
  const value = /(?:^|;\s*)parley_time_zone=([^;]*)/.exec(cookies ?? "")?.[1] ?? "";
  return findTimeZone(decodeSafely(value)) ?? "UTC";
}

function decodeSafely(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
