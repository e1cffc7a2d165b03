/** IANA name that this runtime lists for it, e.g. "Europe/Berlin" for "europe/berlin"; null for what is none. */
export function findTimeZone(name: string): string | null {
  // Offsets such as "+01:00" are accepted by Intl, but know no summer time.
  if (!/^[a-z]/i.test(name)) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** All names there are to choose from. */
export function listTimeZones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];
}

/** What clocks in the zone show at that moment, as a date-time field has it: "2026-03-29T02:30". */
export function toLocalTime(moment: Date, timeZone: string): string {
  return new Date(moment.getTime() + findOffset(moment, timeZone)).toISOString().slice(0, 16);
}

/**
 * When clocks in the zone show this ("2026-03-29T02:30"). Of a time that comes twice in autumn, one of both; a time that
 * spring leaves out is as late as if the clocks had not been changed.
 */
export function fromLocalTime(local: string, timeZone: string): Date {
  const asUtc = Date.parse(`${local}Z`);
  const guess = new Date(asUtc - findOffset(new Date(asUtc), timeZone));
  // The guess may lie on the other side of a change of clocks; what holds there is right.
  return new Date(asUtc - findOffset(guess, timeZone));
}

/** Milliseconds by which clocks in the zone are ahead of UTC at that moment. */
function findOffset(moment: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(moment);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(
    read("year"),
    read("month") - 1,
    read("day"),
    read("hour"),
    read("minute"),
    read("second"),
  );
  return shown - Math.floor(moment.getTime() / 1000) * 1000;
}
