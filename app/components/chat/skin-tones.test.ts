import { gemoji } from "gemoji";
import { describe, expect, test } from "vitest";
import { applyTone, HANDS } from "./skin-tones.ts";

describe("a tone of skin", () => {
  test.each([
    ["👋", 1, "👋🏻"],
    ["☝️", 3, "☝🏽"],
    ["👩‍🚀", 5, "👩🏿‍🚀"],
    ["🕵️‍♂️", 4, "🕵🏾‍♂️"],
    ["🧑‍🤝‍🧑", 2, "🧑🏼‍🤝‍🧑🏼"],
    ["🤝", 2, "🤝🏼"],
    ["👩‍❤️‍💋‍👨", 3, "👩🏽‍❤️‍💋‍👨🏽"],
    ["👋", 0, "👋"],
    ["🌻", 4, "🌻"],
    ["👨‍👩‍👦", 4, "👨‍👩‍👦"],
  ])("%s with %i is %s", (emoji, tone, expected) => {
    expect(applyTone(emoji, tone)).toBe(expected);
  });

  test("is there for all people and hands that keyboards offer with one, and makes five of each", () => {
    const people = gemoji.filter(({ emoji }) => applyTone(emoji, 1) !== emoji);
    expect(people.length).toBeGreaterThan(250);
    const made = people.flatMap(({ emoji }) => [1, 2, 3, 4, 5].map((tone) => applyTone(emoji, tone)));
    expect(made.filter((emoji) => !/^\p{RGI_Emoji}$/v.test(emoji))).toEqual([]);
    expect(new Set(made).size).toBe(5 * people.length);
    const isHand = (description: string) => /\bhands?\b/.test(description);
    const left = gemoji.filter(({ emoji }) => applyTone(emoji, 1) === emoji);
    expect(left.filter(({ description }) => isHand(description)).map(({ emoji }) => emoji)).toEqual([
      "🤗",
      "🤭",
      "🫢",
      "🪭",
    ]);
  });

  test("is chosen by a hand of each", () => {
    expect(HANDS).toEqual(["✋", "✋🏻", "✋🏼", "✋🏽", "✋🏾", "✋🏿"]);
  });
});
