import { DAY, HOUR, MINUTE } from "./time.ts";
import { fromLocalTime, toLocalTime } from "./time-zones.ts";

/** What a form offers; "off" ends it. */
export const SNOOZES = ["half_hour", "hour", "tomorrow", "off"] as const;
export type Snooze = (typeof SNOOZES)[number];

/** When a day begins for who wants to hear nothing until then, as clocks show it. */
export const MORNING = "09:00";

/** Until when nothing is told by somebody's choice in that zone; null for no longer. Durations end at a full minute. */
export function findSnoozeEnd(
  choice: Snooze,
  { now, timeZone }: { now: Date; timeZone: string },
): Date | null {
  switch (choice) {
    case "half_hour":
      return roundUp(now.getTime() + 30 * MINUTE);
    case "hour":
      return roundUp(now.getTime() + HOUR);
    case "tomorrow": {
      const today = toLocalTime(now, timeZone).slice(0, 10);
      const tomorrow = new Date(Date.parse(`${today}T00:00Z`) + DAY).toISOString().slice(0, 10);
      return fromLocalTime(`${tomorrow}T${MORNING}`, timeZone);
    }
    case "off":
      return null;
  }
}

function roundUp(time: number): Date {
  return new Date(Math.ceil(time / MINUTE) * MINUTE);
}
