import { expect, test } from "vitest";
import { findSnoozeEnd, type Snooze } from "./snooze-end.ts";

test.each<[Snooze, string, string, string | null]>([
  ["half_hour", "2026-03-02T12:00:00.000Z", "UTC", "2026-03-02T12:30:00.000Z"],
  ["half_hour", "2026-03-02T12:00:00.001Z", "UTC", "2026-03-02T12:31:00.000Z"],
  ["hour", "2026-03-02T23:30:00.000Z", "UTC", "2026-03-03T00:30:00.000Z"],
  ["tomorrow", "2026-03-02T12:00:00.000Z", "Europe/Berlin", "2026-03-03T08:00:00.000Z"],
  // There it is Tuesday already; and here the clocks change in between.
  ["tomorrow", "2026-03-02T23:30:00.000Z", "Asia/Tokyo", "2026-03-04T00:00:00.000Z"],
  ["tomorrow", "2026-03-28T12:00:00.000Z", "Europe/Berlin", "2026-03-29T07:00:00.000Z"],
  ["off", "2026-03-02T12:00:00.000Z", "UTC", null],
])("%s, chosen at %s in %s, is over at %s", (choice, now, timeZone, end) => {
  expect(findSnoozeEnd(choice, { now: new Date(now), timeZone })?.toISOString() ?? null).toBe(end);
});
