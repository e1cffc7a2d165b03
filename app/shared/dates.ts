/** Dates as people read them. Formatters are expensive to make, so each is made once per zone and style. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function format(iso: string, timeZone: string, style: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${style} ${timeZone}`;
  let formatter = formatters.get(key);
  if (!formatter) formatters.set(key, (formatter = new Intl.DateTimeFormat("en", { ...options, timeZone })));
  return formatter.format(new Date(iso));
}

/** Hour and minute. */
export function formatTime(iso: string, timeZone: string): string {
  return format(iso, timeZone, "time", { hour: "numeric", minute: "2-digit" });
}

/** Day and time, short. */
export function formatShort(iso: string, timeZone: string): string {
  return format(iso, timeZone, "short", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });
}

/** Day and time in full, for the title of a shorter one. */
export function formatFull(iso: string, timeZone: string): string {
  return format(iso, timeZone, "full", { dateStyle: "full", timeStyle: "medium" });
}

/** The day, as a key to compare and as words. */
export function formatDay(iso: string, timeZone: string): string {
  return format(iso, timeZone, "day", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}
