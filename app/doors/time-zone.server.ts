/** The time zone that the browser left in a cookie, so that the server writes the same times; UTC until it has. */
export function readTimeZone(cookies: string | null): string {
  const value = /(?:^|;\s*)parley_time_zone=([^;]*)/.exec(cookies ?? "")?.[1] ?? "";
  return isTimeZone(decodeSafely(value)) ? decodeSafely(value) : "UTC";
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name !== "";
  } catch {
    return false;
  }
}

function decodeSafely(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
