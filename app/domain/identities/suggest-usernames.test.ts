import { describe, expect, test } from "vitest";
import { usernameSchema } from "#app/domain/users/sign-up.schema.ts";
import { suggestUsernames } from "./suggest-usernames.ts";

describe("the first user name to try", () => {
  test.each([
    ["grace", "grace"],
    ["Grace.Hopper_1", "Grace.Hopper_1"],
    ["grace@navy.test", "grace"],
    ["Zoé O'Hara", "Zoe-O-Hara"],
    ["--grace--", "grace"],
    ["x".repeat(50), "x".repeat(32)],
    ["al", "user-al"],
    ["李明", "user"],
    ["", "user"],
    ["@", "user"],
    ["a\0b\nc", "a-b-c"],
    ["admin", "admin-2"],
    ["deleted-1", "user"],
  ])("of %j is %j", (wish, name) => {
    expect(suggestUsernames(wish)[0]).toBe(name);
  });
});

test("all are valid and different, however long or reserved the wish is", () => {
  for (const wish of ["grace", "x".repeat(50), "admin", "", `${"é".repeat(40)}@x`]) {
    const names = suggestUsernames(wish);
    expect(names.length).toBeGreaterThanOrEqual(9);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(usernameSchema.safeParse(name).success).toBe(true);
  }
});
