import { expect, test } from "vitest";
import { formatClock, formatDay, formatTime } from "./dates.ts";

const EVENING = "2026-11-22T21:05:00.000Z";

test("a time is written in the zone of its reader", () => {
  expect(formatTime(EVENING, { locale: "en", timeZone: "UTC" })).toMatch(/^9:05\sPM$/);
  expect(formatTime(EVENING, { locale: "en", timeZone: "Europe/Berlin" })).toMatch(/^10:05\sPM$/);
});

test("the short form leaves out AM and PM", () => {
  expect(formatClock(EVENING, { locale: "en", timeZone: "UTC" })).toBe("9:05");
});

test("a day ends at the reader's midnight", () => {
  expect(formatDay(EVENING, { locale: "en", timeZone: "UTC" })).toBe("Sunday, November 22, 2026");
  expect(formatDay(EVENING, { locale: "en", timeZone: "Asia/Tokyo" })).toBe("Monday, November 23, 2026");
});
