import { expect, test } from "vitest";
import { complete, findTrigger } from "./autocomplete-trigger.ts";

/** What is typed up to the caret, which is the bar. */
function at(marked: string) {
  const found = findTrigger(marked.replace("|", ""), marked.indexOf("|"));
  return found && `${found.sign}${found.query}`;
}

test.each([
  ["@|", "@"],
  ["Hello @be|", "@be"],
  ["Hello @be| and others", "@be"],
  ["(@be|", "@be"],
  ["see #gar|", "#gar"],
  ["see #garden-péché|", "#garden-péché"],
  [":sm|", ":sm"],
  ["nice :+1|", ":+1"],
  ["/|", "/"],
  ["/shr|", "/shr"],
  ["first line\n@be|", "@be"],
])("%j offers completions for %j", (marked, expected) => {
  expect(at(marked)).toBe(expected);
});

test.each([
  "|",
  "be|",
  "ada@be|",
  "@be |",
  "a#b|",
  ":)|",
  ":s|",
  "12:30|",
  "x /shr|",
  "//shr|",
  "/shrug |",
  "@@|",
])("%j offers none", (marked) => {
  expect(at(marked)).toBeNull();
});

test("what was chosen takes the place of what was typed, with one space behind it", () => {
  const text = "Hello @be and all";
  const trigger = findTrigger(text, 9);
  expect(trigger && complete(text, trigger, "@ben")).toEqual({
    from: 6,
    to: 9,
    insert: "@ben",
    start: 11,
    end: 11,
  });
  const end = findTrigger("Hello @be", 9);
  expect(end && complete("Hello @be", end, "@ben")).toMatchObject({ insert: "@ben ", start: 11 });
});
