import { describe, expect, test } from "vitest";
import { safeNextPath } from "./page-door.server.ts";

describe("after logging in one goes", () => {
  test.each([
    "/",
    "/channels/1?around=2#x",
    "/search?q=//evil.test",
    "/a//b",
    "/@evil.test",
    "/%2F%2Fevil.test",
  ])("to the path %j", (next) => {
    expect(safeNextPath(next)).toBe(next);
    expect(new URL(safeNextPath(next), "https://parley.test").host).toBe("parley.test");
  });

  test.each([
    null,
    "",
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "\t//evil.test",
    " //evil.test",
    "https://evil.test",
    "javascript:alert(1)",
    "evil.test",
    "?next=/",
  ])("home instead of %j", (next) => {
    expect(safeNextPath(next)).toBe("/");
  });
});
