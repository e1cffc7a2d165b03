import { expect, test } from "vitest";
import { findCommandName, unescapeSlash } from "./slash.ts";

test.each([
  ["/shrug", "shrug"],
  ["/Shrug well", "shrug"],
  ["/topic\nBeans", "topic"],
])("%j gives a command", (body, name) => {
  expect(findCommandName(body)).toBe(name);
});

test.each(["//shrug", "/etc/hosts is gone", " /shrug", "/", "/ shrug", "and/or", ""])(
  "%j gives none",
  (body) => {
    expect(findCommandName(body)).toBeNull();
  },
);

test("two slashes at the beginning stand for one, anywhere else for themselves", () => {
  expect(unescapeSlash("//shrug")).toBe("/shrug");
  expect(unescapeSlash("see https://example.org")).toBe("see https://example.org");
  expect(unescapeSlash("/etc/hosts")).toBe("/etc/hosts");
});
