import { describe, expect, test } from "vitest";
import type { Locale } from "#app/shared/locales.ts";
import { readWish } from "./read-time.server.ts";

/** A Monday; 11:30 in Berlin, an hour ahead. */
const now = new Date("2026-11-23T10:30:00.000Z");
const read = async (text: string, timeZone = "Europe/Berlin", at = now, locale: Locale = "en") => {
  const wish = await readWish(text, { timeZone, locale, now: at });
  return wish && { what: wish.what, at: wish.at.toISOString() };
};

test.each([
  ["water the beans in 10 minutes", "water the beans", "2026-11-23T10:40:00.000Z"],
  ["in 10 minutes water the beans", "water the beans", "2026-11-23T10:40:00.000Z"],
  ["me to call Ben tomorrow at 9", "call Ben", "2026-11-24T08:00:00.000Z"],
  ["tomorrow at 9 to call Ben", "call Ben", "2026-11-24T08:00:00.000Z"],
  ["stand-up on friday", "stand-up", "2026-11-27T11:00:00.000Z"],
  ["tea at 17:15.", "tea", "2026-11-23T16:15:00.000Z"],
  ["breakfast at 9", "breakfast", "2026-11-24T08:00:00.000Z"],
  ["call at 5pm UTC", "call", "2026-11-23T17:00:00.000Z"],
  // The month in it is no time, since another one stands at the end.
  ["the march plans next monday at 8", "the march plans", "2026-11-30T07:00:00.000Z"],
])("%s", async (text, what, at) => {
  expect(await read(text)).toEqual({ what, at });
});

test("a day after the clocks were changed counts by the clocks of that day, and hours count as hours", async () => {
  const before = new Date("2026-10-24T10:00:00.000Z");
  expect(await read("tea tomorrow at 9", "Europe/Berlin", before)).toMatchObject({
    at: "2026-10-25T08:00:00.000Z",
  });
  expect(await read("tea in 24 hours", "Europe/Berlin", before)).toMatchObject({
    at: "2026-10-25T10:00:00.000Z",
  });
});

test("the same words mean another moment elsewhere, half hours included", async () => {
  expect(await read("tea tomorrow at 9", "Asia/Kolkata")).toMatchObject({ at: "2026-11-24T03:30:00.000Z" });
  expect(await read("tea tomorrow at 9", "America/New_York")).toMatchObject({
    at: "2026-11-24T14:00:00.000Z",
  });
});

test.each(["water the beans", "call may about it", "", "in some years perhaps"])(
  "“%s” tells no time",
  async (text) => {
    expect(await read(text)).toBeNull();
  },
);

describe("in the reader's language", () => {
  test.each<[Locale, string, string, string]>([
    ["de", "Bohnen gießen morgen um 9 Uhr", "Bohnen gießen", "2026-11-24T08:00:00.000Z"],
    ["de", "Tee in 10 Minuten", "Tee", "2026-11-23T10:40:00.000Z"],
    ["fr", "arroser les haricots demain à 9h", "arroser les haricots", "2026-11-24T08:00:00.000Z"],
    ["es", "regar mañana a las 9", "regar", "2026-11-24T08:00:00.000Z"],
    ["pt-BR", "regar amanhã às 9", "regar", "2026-11-24T08:00:00.000Z"],
    ["ja", "豆に水をやる 明日", "豆に水をやる", "2026-11-24T10:30:00.000Z"],
    ["zh-CN", "明天上午9点 浇豆子", "浇豆子", "2026-11-24T08:00:00.000Z"],
    ["ar", "سقي الفول غدا", "سقي الفول", "2026-11-24T10:30:00.000Z"],
  ])("%s: %s", async (locale, text, what, at) => {
    expect(await read(text, "Europe/Berlin", now, locale)).toEqual({ what, at });
  });

  test.each(["de", "ja", "ar", "hi"] as const)("%s: English is understood as well", async (locale) => {
    expect(await read("call Ben tomorrow at 9", "Europe/Berlin", now, locale)).toEqual({
      what: "call Ben",
      at: "2026-11-24T08:00:00.000Z",
    });
  });

  test("German is no time to who reads English", async () => {
    expect(await read("Bohnen gießen übermorgen")).toBeNull();
  });
});
