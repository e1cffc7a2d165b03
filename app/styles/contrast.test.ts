import { describe, expect, test } from "vitest";
import { GROUNDS } from "#app/components/look-meta.tsx";
import { findContrast, readBlock, resolveColour, toHex, type Theme } from "#tests/read-colours.ts";

const plain = readBlock(":root");
const more = readBlock(':root[data-contrast="more"]');
const sets = (["light", "dark"] as const).flatMap((theme) => [
  { name: theme, theme, tokens: plain, text: 4.5, control: 3 },
  // More is what it says: WCAG's enhanced ratio (1.4.6).
  { name: `${theme}, more contrast`, theme, tokens: new Map([...plain, ...more]), text: 7, control: 4.5 },
]);

const SURFACES = ["surface", "surface-sunken", "surface-raised", "surface-hover", "surface-selected"];
const on = (inks: string[], grounds: string[]) =>
  inks.flatMap((ink) => grounds.map((ground) => [ink, ground]));

/** What is read, on what it stands. */
const TEXTS = [
  ...on(["ink", "ink-muted", "accent-text"], SURFACES),
  ...on(["ink-faint", "danger", "warning"], SURFACES),
  ...on(["ink", "danger"], ["danger-surface"]),
  ...on(["ink", "warning"], ["warning-surface"]),
  ...on(["accent-ink"], ["accent", "accent-hover"]),
  // The number of mentions.
  ...on(["surface"], ["danger"]),
];

/** What has to be seen to use a control, and where the focus is (WCAG 1.4.11). */
const CONTROLS = [
  ...on(["line-strong", "focus", "accent"], SURFACES),
  ...on(["presence"], ["surface", "surface-sunken", "surface-selected"]),
];

describe.each(sets)("$name", ({ theme, tokens, text, control }) => {
  const measure = ([ink, ground]: string[]) =>
    findContrast(resolveColour(tokens, `--${ink}`, theme), resolveColour(tokens, `--${ground}`, theme));
  const below = (pairs: string[][], least: number) =>
    pairs
      .filter((pair) => measure(pair) < least)
      .map((pair) => `${pair.join(" on ")}: ${measure(pair).toFixed(2)}`);

  test(`has text of ${text}:1 or more`, () => expect(below(TEXTS, text)).toEqual([]));
  test(`has controls and focus rings of ${control}:1 or more`, () =>
    expect(below(CONTROLS, control)).toEqual([]));
});

test("more contrast is the same whether it is chosen here or asked for by the system", () => {
  expect(more.size).toBeGreaterThan(10);
  expect([...readBlock(':root[data-contrast="system"]')]).toEqual([...more]);
});

test("the browser's frame has the colour of the page", () => {
  for (const theme of ["light", "dark"] as Theme[])
    expect(GROUNDS[theme]).toBe(toHex(resolveColour(plain, "--surface", theme)));
});

test("every scale has twelve steps in both themes, each further from the ground than the one before the last", () => {
  for (const scale of ["neutral", "teal", "red", "amber", "green"]) {
    const steps = Array.from({ length: 12 }, (_, index) => `--${scale}-${index + 1}`);
    for (const theme of ["light", "dark"] as Theme[]) {
      const ground = resolveColour(plain, steps[0]!, theme);
      const far = steps.map((step) => findContrast(ground, resolveColour(plain, step, theme)));
      expect(far.every((ratio, index) => index < 2 || ratio > far[index - 2]!)).toBe(true);
    }
  }
});

test("measures what is known: black on white is 21, and #777 on white is just too little", () => {
  const known = new Map([
    ["--white", "oklch(1 0 0)"],
    ["--black", "oklch(0 0 0)"],
    ["--grey", "oklch(0.5693 0 0)"],
  ]);
  const [white, black, grey] = ["--white", "--black", "--grey"].map((name) =>
    resolveColour(known, name, "light"),
  );
  expect(findContrast(white!, black!)).toBeCloseTo(21, 3);
  expect(toHex(grey!)).toBe("#777777");
  expect(findContrast(white!, grey!)).toBeCloseTo(4.48, 2);
});
