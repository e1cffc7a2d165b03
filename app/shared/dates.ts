/** Dates as people read them. Formatters are expensive to make, so each is made once per zone and style. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function findFormatter(
  timeZone: string,
  style: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${style} ${timeZone}`;
  let formatter = formatters.get(key);
  if (!formatter) formatters.set(key, (formatter = new Intl.DateTimeFormat("en", { ...options, timeZone })));
  return formatter;
}

function format(iso: string, timeZone: string, style: string, options: Intl.DateTimeFormatOptions): string {
  return findFormatter(timeZone, style, options).format(new Date(iso));
}

/** Hour and minute. */
export function formatTime(iso: string, timeZone: string): string {
  return format(iso, timeZone, "time", { hour: "numeric", minute: "2-digit" });
}

/** Hour and minute without AM or PM, where there is room for no more and the context tells which. */
export function formatClock(iso: string, timeZone: string): string {
  const parts = findFormatter(timeZone, "time", { hour: "numeric", minute: "2-digit" }).formatToParts(
    new Date(iso),
  );
  const isNeeded = ({ type }: Intl.DateTimeFormatPart) => type !== "dayPeriod";
  return parts
    .filter(isNeeded)
    .map(({ value }) => value)
    .join("")
    .trim();
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
