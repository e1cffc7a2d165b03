import { describe, expect, test } from "vitest";
import { makeMessage } from "#tests/views.ts";
import { continuesRun, mergeReplies } from "./replies.ts";

const seqs = (messages: { seq: number }[]) => messages.map(({ seq }) => seq);
const list = (...numbers: number[]) => numbers.map((seq) => makeMessage(seq, { parentId: "root" }));
const all = { reachesStart: true, reachesEnd: true };

describe("replies of a page with those that are known live", () => {
  test("new ones come after, each once", () => {
    expect(seqs(mergeReplies(list(3, 5), list(5, 9), all))).toEqual([3, 5, 9]);
  });

  test("a later version takes the place of an earlier one, never the other way round", () => {
    const edited = makeMessage(5, { version: 20, body: "edited" });
    expect(mergeReplies(list(3, 5), [edited], all)[1]).toBe(edited);
    expect(mergeReplies([edited], list(5), all)[0]).toBe(edited);
  });

  test("where earlier ones were not loaded, an older one that is known leaves no gap unseen", () => {
    expect(seqs(mergeReplies(list(30, 50), list(3, 40, 60), { ...all, reachesStart: false }))).toEqual([
      30, 40, 50, 60,
    ]);
  });

  test("a page of older ones does not go on with new ones", () => {
    const reach = { reachesStart: true, reachesEnd: false };
    expect(seqs(mergeReplies(list(3, 5), list(60), reach))).toEqual([3, 5]);
  });
});

test("a run is of one author within five minutes", () => {
  const at = (createdAt: string, authorId = "ada") => makeMessage(1, { createdAt, authorId });
  const first = at("2026-03-03T10:00:00.000Z");
  expect(continuesRun(undefined, first)).toBe(false);
  expect(continuesRun(first, at("2026-03-03T10:04:59.999Z"))).toBe(true);
  expect(continuesRun(first, at("2026-03-03T10:05:00.000Z"))).toBe(false);
  expect(continuesRun(first, at("2026-03-03T10:00:01.000Z", "ben"))).toBe(false);
});
