import { describe, expect, test } from "vitest";
import { countCharacters, isBlank, isStorableLine, isStorableText, normalizeNewlines } from "./text.ts";

test("every kind of line break becomes one LF", () => {
  expect(normalizeNewlines("a\r\nb\rc\nd\r\n\r\ne")).toBe("a\nb\nc\nd\n\ne");
});

test("characters are counted as code points", () => {
  expect([
    countCharacters(""),
    countCharacters("aé"),
    countCharacters("😀😀"),
    countCharacters("👩‍👧"),
  ]).toEqual([0, 2, 2, 3]);
});

describe("a text is blank", () => {
  test.each(["", " \t\r\n", "\u200b", "\u00a0\u3000", "\u2060\ufeff\u00ad", "\u3164", "\u2800", "\0"])(
    "%j",
    (text) => {
      expect(isBlank(text)).toBe(true);
    },
  );

  test.each(["a", " . ", "\u200ba", "😀", "ا", "-"])("but not %j", (text) => {
    expect(isBlank(text)).toBe(false);
  });
});

test.each([
  ["plain", true, true],
  ["é 😀 \u200d ا", true, true],
  ["two\nlines and a\ttab", true, false],
  ["NUL \0", false, false],
  ["escape \u001b[0m", false, false],
  ["delete \u007f", false, false],
  ["lone \ud800", false, false],
  ["lone \udc00 low", false, false],
  ["next line \u0085", true, false],
  ["reordering \u202e", true, false],
  ["isolating \u2066", true, false],
])("%j may be stored as text (%j) and as a name (%j)", (text, asText, asLine) => {
  expect([isStorableText(text), isStorableLine(text)]).toEqual([asText, asLine]);
});
