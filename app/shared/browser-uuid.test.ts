import { expect, it } from "vitest";
import { uuidv7 } from "./browser-uuid.ts";

it("makes ids of version 7 that tell their time and sort in the order of making", () => {
  const before = Date.now();
  const ids = Array.from({ length: 20_000 }, uuidv7);
  const after = Date.now();
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  const time = Number.parseInt(ids[0]!.replaceAll("-", "").slice(0, 12), 16);
  expect(time).toBeGreaterThanOrEqual(before);
  expect(time).toBeLessThanOrEqual(after);
});
