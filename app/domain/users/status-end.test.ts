import { describe, expect, test } from "vitest";
import { findStatusEnd } from "./status-end.ts";

const end = (choice: string, now: string, timeZone: string) =>
  findStatusEnd(choice, { now: new Date(now), timeZone })?.toISOString() ?? null;

describe("a status ends", () => {
  test.each([
    ["half_hour", "2026-03-04T10:00:20Z", "UTC", "2026-03-04T10:31:00.000Z"],
    ["half_hour", "2026-03-04T10:00:00Z", "UTC", "2026-03-04T10:30:00.000Z"],
    ["hour", "2026-03-04T10:00:20Z", "UTC", "2026-03-04T11:01:00.000Z"],
    ["four_hours", "2026-03-04T22:00:00Z", "UTC", "2026-03-05T02:00:00.000Z"],
    ["today", "2026-03-04T10:00:00Z", "UTC", "2026-03-05T00:00:00.000Z"],
    // Already the fifth in Tokyo, still the third in Honolulu.
    ["today", "2026-03-04T16:00:00Z", "Asia/Tokyo", "2026-03-05T15:00:00.000Z"],
    ["today", "2026-03-04T09:00:00Z", "Pacific/Honolulu", "2026-03-04T10:00:00.000Z"],
    // A day of 23 hours, and one of 25.
    ["today", "2026-03-28T23:30:00Z", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
    ["today", "2026-10-24T22:30:00Z", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
    ["week", "2026-03-04T10:00:00Z", "UTC", "2026-03-09T00:00:00.000Z"],
    ["week", "2026-03-08T10:00:00Z", "UTC", "2026-03-09T00:00:00.000Z"],
    ["week", "2026-03-08T23:00:00Z", "Europe/Berlin", "2026-03-15T23:00:00.000Z"],
  ])("%s after %s in %s: at %s", (choice, now, timeZone, expected) => {
    expect(end(choice, now, timeZone)).toBe(expected);
  });

  test.each(["never", "at", "explode", ""])("at no time for %j", (choice) => {
    expect(end(choice, "2026-03-04T10:00:00Z", "UTC")).toBeNull();
  });
});
