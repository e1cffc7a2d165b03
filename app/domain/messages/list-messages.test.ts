import { expect, test } from "vitest";
import { findRange } from "./list-messages.server.ts";

const limit = 10;

test.each([
  ["the newest", {}, 100, 91, 100],
  ["all of a short channel", {}, 4, 1, 4],
  ["none of an empty channel", {}, 0, 1, 0],
  ["those before a number", { before: 50 }, 100, 40, 49],
  ["those before a number near the start", { before: 5 }, 100, 1, 4],
  ["nothing before the first", { before: 1 }, 100, 1, 0],
  ["nothing before zero", { before: 0 }, 100, 1, 0],
  ["the newest before a number beyond the end", { before: 5000 }, 100, 91, 100],
  ["those after a number", { after: 50 }, 100, 51, 60],
  ["the first after zero", { after: 0 }, 100, 1, 10],
  ["a full page around a number", { around: 50 }, 100, 45, 54],
  ["a full page around the first", { around: 1 }, 100, 1, 10],
  ["a full page around the last", { around: 100 }, 100, 91, 100],
  ["the newest around a number beyond the end", { around: 5000 }, 100, 91, 100],
])("a page of history is %s", (_, input, lastSeq, from, to) => {
  expect(findRange({ limit, ...input }, lastSeq)).toEqual({ from, to });
});

test("nothing comes after the last", () => {
  const { from } = findRange({ limit, after: 100 }, 100);
  expect(from).toBe(101);
});
