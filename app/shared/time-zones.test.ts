import { describe, expect, test } from "vitest";
import { findTimeZone, fromLocalTime, listTimeZones, toLocalTime } from "./time-zones.ts";

describe("time zones", () => {
  test.each([
    ["Europe/Berlin", "Europe/Berlin"],
    ["europe/berlin", "Europe/Berlin"],
    ["UTC", "UTC"],
    ["+01:00", null],
    ["Europe/Nowhere", null],
    ["Europe/Berlin\0", null],
    ["", null],
  ])("%j is %j", (name, expected) => {
    expect(findTimeZone(name)).toBe(expected);
  });

  test("are listed once each, and each is one", () => {
    const names = listTimeZones();
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => findTimeZone(name) === null)).toEqual([]);
  });
});

describe("local time", () => {
  test.each([
    ["2026-03-04T10:30", "UTC", "2026-03-04T10:30:00.000Z"],
    ["2026-01-15T12:00", "America/New_York", "2026-01-15T17:00:00.000Z"],
    ["2026-07-15T12:00", "America/New_York", "2026-07-15T16:00:00.000Z"],
    ["2026-07-15T00:15", "Asia/Kathmandu", "2026-07-14T18:30:00.000Z"],
    ["2026-12-31T23:59", "Pacific/Kiritimati", "2026-12-31T09:59:00.000Z"],
    // Just before and just after the clocks are changed.
    ["2026-03-29T01:59", "Europe/Berlin", "2026-03-29T00:59:00.000Z"],
    ["2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00:00.000Z"],
    ["2026-10-25T03:00", "Europe/Berlin", "2026-10-25T02:00:00.000Z"],
  ])("%s in %s is %s, and back", (local, timeZone, moment) => {
    expect(fromLocalTime(local, timeZone).toISOString()).toBe(moment);
    expect(toLocalTime(new Date(moment), timeZone)).toBe(local);
  });

  test("that spring leaves out is an hour later", () => {
    const moment = fromLocalTime("2026-03-29T02:30", "Europe/Berlin");
    expect(moment.toISOString()).toBe("2026-03-29T01:30:00.000Z");
    expect(toLocalTime(moment, "Europe/Berlin")).toBe("2026-03-29T03:30");
  });
});
