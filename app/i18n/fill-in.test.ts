import { expect, test } from "vitest";
import { createFillIn } from "./fill-in.ts";

test("numbers have the marks of the language", () => {
  expect(createFillIn("en")(12345)).toBe("12,345");
  expect(createFillIn("de")(12345)).toBe("12.345");
  expect(createFillIn("fr")(12345)).toMatch(/^12\s345$/);
});

test.each([
  ["en", "Ada"],
  ["ja", "Ada"],
  ["ar", "ليلى"],
  ["ar", "👍 5"],
  ["ar", "https://chat.example.org"],
  ["en", "日本語"],
] as const)("in %s, %j stays as it is", (locale, name) => {
  expect(createFillIn(locale)(name)).toBe(name);
});

test.each([
  ["en", "ليلى"],
  ["de", "Ada ליאת"],
  ["ar", "Ada"],
  ["ar", "花子"],
] as const)("in %s, %j is set apart", (locale, name) => {
  expect(createFillIn(locale)(name)).toBe(`\u2068${name}\u2069`);
});
