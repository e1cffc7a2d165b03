import { describe, expect, test } from "vitest";
import type { Format } from "./format-keys.ts";
import { breakLine, formatText } from "./format-text.ts";
import type { TextEdit } from "./text-edit.ts";

/** A text with what is selected between ‹ and ›, or the caret as |. */
function read(marked: string): [text: string, start: number, end: number] {
  const caret = marked.indexOf("|");
  if (caret >= 0) return [marked.replace("|", ""), caret, caret];
  return [marked.replace(/[‹›]/g, ""), marked.indexOf("‹"), marked.indexOf("›") - 1];
}

function write(text: string, { from, to, insert, start, end }: TextEdit): string {
  const changed = text.slice(0, from) + insert + text.slice(to);
  if (start === end) return `${changed.slice(0, start)}|${changed.slice(start)}`;
  return `${changed.slice(0, start)}‹${changed.slice(start, end)}›${changed.slice(end)}`;
}

function format(name: Format, marked: string): string {
  const [text, start, end] = read(marked);
  return write(text, formatText(name, text, start, end));
}

function onBreak(marked: string): string | null {
  const [text, start, end] = read(marked);
  const edit = breakLine(text, start, end);
  return edit && write(text, edit);
}

const PAIRS: [Format, string, string][] = [
  ["bold", "a ‹word› b", "a **‹word›** b"],
  ["italic", "a ‹word› b", "a *‹word›* b"],
  ["strike", "a ‹word› b", "a ~~‹word›~~ b"],
  ["code", "a ‹word› b", "a `‹word›` b"],
  ["bold", "a *‹word›* b", "a ***‹word›*** b"],
  ["italic", "a **‹word›** b", "a ***‹word›*** b"],
  ["italic", "私‹は›猫", "私*‹は›*猫"],
  ["code", "‹a`b›", "`` ‹a`b› ``"],
  ["bold", "wo|rd", "**wo|rd**"],
  ["bold", "a |", "a **|**"],
  ["bold", "- ‹one\n- two›", "- **‹one**\n- **two›**"],
  ["quote", "‹one\ntwo›", "> ‹one\n> two›"],
  ["bullets", "‹one\ntwo›", "- ‹one\n- two›"],
  ["numbers", "‹one\ntwo\nthree›", "1. ‹one\n2. two\n3. three›"],
  ["bullets", "> o|ne", "> - o|ne"],
  ["quote", "|", "> |"],
  ["bullets", "one\n|", "one\n- |"],
  ["codeBlock", "a\n‹b\nc›\nd", "a\n```\n‹b\nc›\n```\nd"],
  ["codeBlock", "|", "```\n|\n```"],
];

describe("a format", () => {
  test.each(PAIRS)("%s: %j becomes %j", (name, before, after) => {
    expect(format(name, before)).toBe(after);
  });

  const there = PAIRS.filter(([, before]) => !before.includes("`"));
  test.each(there)("%s is taken away again: %j from %3$j", (name, before, after) => {
    expect(format(name, after)).toBe(before);
  });

  test.each<[Format, string, string]>([
    ["bold", "‹ word ›", " **‹word›** "],
    ["bold", "‹**word**›", "‹word›"],
    ["bold", "**‹one›** two", "‹one› two"],
    ["bold", "‹one **two**›", "**‹one **two**›**"],
    ["bold", "**word|**", "**word**|"],
    ["italic", "**word|**", "**word*|***"],
    ["code", "‹one\ntwo›", "```\n‹one\ntwo›\n```"],
    ["codeBlock", "‹```\none\n```›", "‹one›"],
    ["codeBlock", "‹a ``` b›", "````\n‹a ``` b›\n````"],
    ["numbers", "‹- one\n- two›", "1. ‹one\n2. two›"],
    ["bullets", "‹one\n\ntwo›", "- ‹one\n\n- two›"],
    ["quote", "‹one\n›two", "> ‹one\n›two"],
    ["link", "see ‹this›", "see [this](|)"],
    ["link", "see ‹https://parley.test/a›", "see [|](https://parley.test/a)"],
    ["link", "see |", "see [|]()"],
    ["link", "see [‹this›](https://parley.test)", "see ‹this›"],
    ["link", "see ‹[this](https://parley.test)›", "see ‹this›"],
  ])("%s: %j becomes %j", (name, before, after) => {
    expect(format(name, before)).toBe(after);
  });
});

describe("a line break", () => {
  test.each([
    ["- one|", "- one\n- |"],
    ["- o|ne", "- o\n- |ne"],
    ["* one|", "* one\n* |"],
    ["9. nine|", "9. nine\n10. |"],
    ["3) c|", "3) c\n4) |"],
    ["  - in|", "  - in\n  - |"],
    ["- [x] done|", "- [x] done\n- [ ] |"],
    ["> said|", "> said\n> |"],
    ["> - both|", "> - both\n> - |"],
    ["- one ‹two›", "- one \n- |"],
  ])("goes on after %j", (before, after) => {
    expect(onBreak(before)).toBe(after);
  });

  test.each([
    ["- one\n- |", "- one\n\n|"],
    ["1. one\n2. |", "1. one\n\n|"],
    ["> said\n> |", "> said\n\n|"],
    ["- |", "|"],
  ])("ends what is empty: %j", (before, after) => {
    expect(onBreak(before)).toBe(after);
  });

  test.each(["one|", "-one|", "|- one", "-| one", "```\n- one|", "1.5 litres|", ":-) |", "---|"])(
    "is a plain one in %j",
    (before) => {
      expect(onBreak(before)).toBeNull();
    },
  );
});
