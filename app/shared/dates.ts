/** How somebody reads dates: in which language and time zone. */
export interface DateStyle {
  locale: string;
  timeZone: string;
}

/** Dates as people read them. Formatters are expensive to make, so each is made once per language, zone and style. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function findFormatter(
  { locale, timeZone }: DateStyle,
  style: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${style} ${locale} ${timeZone}`;
  let formatter = formatters.get(key);
  if (!formatter)
    formatters.set(key, (formatter = new Intl.DateTimeFormat(locale, { ...options, timeZone })));
  return formatter;
}

function format(iso: string, reader: DateStyle, style: string, options: Intl.DateTimeFormatOptions): string {
  return findFormatter(reader, style, options).format(new Date(iso));
}

/** Hour and minute. */
export function formatTime(iso: string, reader: DateStyle): string {
  return format(iso, reader, "time", { hour: "numeric", minute: "2-digit" });
}

/** Hour and minute without AM or PM, where there is room for no more and the context tells which. */
export function formatClock(iso: string, reader: DateStyle): string {
  const parts = findFormatter(reader, "time", { hour: "numeric", minute: "2-digit" }).formatToParts(
    new Date(iso),
  );
  const isNeeded = ({ type }: Intl.DateTimeFormatPart) => type !== "dayPeriod";
  return parts
    .filter(isNeeded)
    .map(({ value }) => value)
    .join("")
    .trim();
}

/** A time of day that is the same in all zones, such as "22:00". */
export function formatClockTime(clock: string, locale: string): string {
  return formatTime(`2000-01-01T${clock}Z`, { locale, timeZone: "UTC" });
}

/** Day and time, short. */
export function formatShort(iso: string, reader: DateStyle): string {
  return format(iso, reader, "short", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });
}

/** Day and time in full, for the title of a shorter one. */
export function formatFull(iso: string, reader: DateStyle): string {
  return format(iso, reader, "full", { dateStyle: "full", timeStyle: "medium" });
}

/** The day, as a key to compare and as words. */
export function formatDay(iso: string, reader: DateStyle): string {
  return format(iso, reader, "day", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}
