import { expect, test } from "vitest";
import { fromLocalInput, toLocalInput } from "./local-time.ts";

test.each([
  ["2026-01-15T09:30", "UTC", "2026-01-15T09:30:00.000Z"],
  ["2026-01-15T09:30", "Europe/Berlin", "2026-01-15T08:30:00.000Z"],
  ["2026-07-15T09:30", "Europe/Berlin", "2026-07-15T07:30:00.000Z"],
  ["2026-03-29T03:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
  ["2026-03-29T01:30", "Europe/Berlin", "2026-03-29T00:30:00.000Z"],
  ["2026-01-01T00:10", "Asia/Kathmandu", "2025-12-31T18:25:00.000Z"],
  ["2025-12-31T23:59", "America/Los_Angeles", "2026-01-01T07:59:00.000Z"],
])("%s in %s is %s, there and back", (value, timeZone, iso) => {
  expect(fromLocalInput(value, timeZone)).toBe(iso);
  expect(toLocalInput(iso, timeZone)).toBe(value);
});

test.each(["", "tomorrow", "2026-13-40T00:00", "2026-01-15"])("%j is no time", (value) => {
  expect(fromLocalInput(value, "UTC")).toBeNull();
});
