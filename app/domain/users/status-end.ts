import { fromLocalTime, toLocalTime } from "#app/shared/time-zones.ts";
import { DAY, HOUR, MINUTE } from "#app/shared/time.ts";
import type { StatusEnd } from "./profile.schema.ts";

/**
 * When a status ends that was set `now` by somebody in that zone; null for never and for what is no choice. Days and weeks
 * end at midnight, weeks on Sunday; durations at a full minute.
 */
export function findStatusEnd(
  choice: string,
  { now, timeZone }: { now: Date; timeZone: string },
): Date | null {
  switch (choice as StatusEnd) {
    case "half_hour":
      return roundUp(now.getTime() + 30 * MINUTE);
    case "hour":
      return roundUp(now.getTime() + HOUR);
    case "four_hours":
      return roundUp(now.getTime() + 4 * HOUR);
    case "today":
      return findMidnight(now, timeZone, () => 1);
    case "week":
      // 0 is Sunday, the last day of the week.
      return findMidnight(now, timeZone, (weekday) => 8 - (weekday || 7));
    case "never":
    case "at":
      return null;
  }
  return null;
}

function roundUp(time: number): Date {
  return new Date(Math.ceil(time / MINUTE) * MINUTE);
}

/** The start of the day that is so many days after today, as clocks in the zone have it. */
function findMidnight(now: Date, timeZone: string, countDays: (weekday: number) => number): Date {
  const today = new Date(`${toLocalTime(now, timeZone).slice(0, 10)}T00:00Z`);
  const day = new Date(today.getTime() + countDays(today.getUTCDay()) * DAY);
  return fromLocalTime(day.toISOString().slice(0, 16), timeZone);
}
