import { expect, test } from "vitest";
import { normalizeEmail } from "./sign-up.schema.ts";

test.each([
  ["Ada@Example.ORG", "ada@example.org"],
  ["  ada@example.org ", "ada@example.org"],
  ["o'brien+chat@mail.example.org", "o'brien+chat@mail.example.org"],
  ["ada@bücher.example", "ada@xn--bcher-kva.example"],
  ["ada@BÜCHER.example", "ada@xn--bcher-kva.example"],
  ["ada@bu\u0308cher.example", "ada@xn--bcher-kva.example"],
  ["ada@XN--bcher-KVA.example", "ada@xn--bcher-kva.example"],
  ["ada@ｅｘａｍｐｌｅ。org", "ada@example.org"],
  ["ada@почта.рф", "ada@xn--80a1acny.xn--p1ai"],
  ["e\u0301va@example.org", "éva@example.org"],
])("%j is the address %j", (text, address) => {
  expect(normalizeEmail(text)).toBe(address);
  expect(normalizeEmail(address)).toBe(address);
});

test.each([
  "",
  "ada",
  "ada@",
  "@example.org",
  "ada@localhost",
  "ada@example.org@evil.test",
  "ada@127.0.0.1",
  "ada@0x7f.1",
  "ada@[127.0.0.1]",
  "ada@example.org:25",
  "ada@example.org/x",
  "ada@-example.org",
  "ada@example..org",
  "ada@example.org.",
  ".ada@example.org",
  "a..da@example.org",
  '"ada lovelace"@example.org',
  "ada lovelace@example.org",
  "Ada <ada@example.org>",
  "ada@example.org, ben@example.org",
  "ada@example.org\r\nBcc: ben@example.org",
  "ada\0@example.org",
  "ada\ud800@example.org",
  "a\u200bda@example.org",
  `${"x".repeat(65)}@example.org`,
  `ada@${"x".repeat(250)}.org`,
  `ada@${"ü".repeat(60)}.org`,
])("%j is no address", (text) => {
  expect(normalizeEmail(text)).toBeNull();
});
