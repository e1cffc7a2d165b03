import { expect, test } from "vitest";
import { findMentionNames } from "./mention-names.ts";

test.each([
  ["Hello @ben", ["ben"]],
  ["@Ben, @CLEO: hello", ["ben", "cleo"]],
  ["(@ben) and **@cleo**, or “@olga”", ["ben", "cleo", "olga"]],
  ["@ben and @Ben and @BEN", ["ben"]],
  ["ask @ada.lovelace_1-2", ["ada.lovelace_1-2"]],
  ["> @ben\n- @cleo", ["ben", "cleo"]],
  ["`unclosed @ben", ["ben"]],
  ["~~@ben~~", ["ben"]],
])("%j names %j", (text, names) => {
  expect(findMentionNames(text)).toEqual({ names, all: null });
});

test("a dot at the end may belong to the sentence or to the name", () => {
  expect(findMentionNames("Ask @ben.").names).toEqual(["ben.", "ben"]);
});

test.each([
  "no names",
  "@",
  "a@ben.example",
  "mail ada@ben",
  "https://example.org/@ben",
  "`@ben`",
  "``code with ` and @ben``",
  "```\n@ben\n```",
  "~~~ts\n@ben\n\n@cleo\n~~~",
  "```\n@ben is in a fence that never ends",
])("%j names nobody", (text) => {
  expect(findMentionNames(text)).toEqual({ names: [], all: null });
});

test("after a fence people are named again", () => {
  expect(findMentionNames("```\n@ben\n```\n@cleo").names).toEqual(["cleo"]);
});

test.each([
  ["@channel look", "channel"],
  ["@Here and @channel", "channel"],
  ["is @here anybody", "here"],
  ["@channels", null],
  ["`@channel`", null],
])("%j calls %s", (text, all) => {
  expect(findMentionNames(text).all).toBe(all);
});
