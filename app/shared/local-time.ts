/**
 * The value of a datetime-local field for a time, in a zone: 2026-03-01T09:30. Swedish writes dates in that order.
 */
export function toLocalInput(iso: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return format.format(new Date(iso)).replace(" ", "T");
}

/** The time that a datetime-local field means in a zone, ISO 8601; null for anything else. */
export function fromLocalInput(value: string, timeZone: string): string | null {
  const asUtc = Date.parse(`${value}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) || Number.isNaN(asUtc)) return null;
  const near = asUtc - findOffset(asUtc, timeZone);
  // Once more from there: the first guess may lie on the other side of a change to summer time.
  return new Date(asUtc - findOffset(near, timeZone)).toISOString();
}

/** Milliseconds by which the clocks of a zone are ahead at a time. */
function findOffset(time: number, timeZone: string): number {
  const minute = Math.floor(time / 60_000) * 60_000;
  return Date.parse(`${toLocalInput(new Date(minute).toISOString(), timeZone)}Z`) - minute;
}
