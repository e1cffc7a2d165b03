import fc from "fast-check";
import { expect, test } from "vitest";
import type { MessageView } from "#app/shared/views.ts";
import { makeMessage } from "#tests/views.ts";
import {
  fitWindow,
  moveWindow,
  openAround,
  openAtEnd,
  trimWindow,
  WINDOW_MAX,
  WINDOW_STEP,
  type TimelineWindow,
} from "./timeline-window.ts";

/** Stays well below 300. */
const MOST = WINDOW_MAX + WINDOW_STEP;

function load(from: number, to: number, hasNewer = false) {
  const messages = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) =>
    makeMessage(from + index),
  );
  return { messages, hasNewer };
}

const span = ({ from, to }: TimelineWindow) => [from, to];

test("a few messages stand in the page as they are, of many the newest", () => {
  expect(span(openAtEnd(load(1, 50)))).toEqual([1, 50]);
  expect(span(openAtEnd(load(1, 10_000)))).toEqual([10_001 - WINDOW_MAX, 10_000]);
  expect(openAtEnd(load(1, 0))).toEqual({ from: 0, to: 0, last: 0, quietUpTo: 0 });
});

test("a message that is asked for stands amid others; one that is not loaded changes nothing", () => {
  const [from = 0, to = 0] = span(openAround(load(1, 10_000), 5000));
  expect(to - from + 1).toBe(WINDOW_MAX);
  expect(5000 - from).toBeGreaterThan(WINDOW_MAX / 3);
  expect(to - 5000).toBeGreaterThan(WINDOW_MAX / 3);
  expect(span(openAround(load(1, 100), 20_000))).toEqual([1, 100]);
  expect(span(openAround(load(1, 10_000), 2))[0]).toBe(1);
});

test("at the end what is new comes in and what is oldest goes; further up all stays as it is", () => {
  const known = openAtEnd(load(1, 1000));
  const grown = fitWindow(known, load(1, 1003), true);
  expect(span(grown)).toEqual([1001 - WINDOW_MAX, 1003]);
  expect(span(trimWindow(grown, load(1, 1003)))).toEqual([1004 - WINDOW_MAX, 1003]);
  // At once only where there is no more room.
  expect(span(fitWindow(known, load(1, 1100), true))).toEqual([1101 - MOST, 1100]);
  expect(span(fitWindow(known, load(1, 1100), false))).toEqual([1001 - WINDOW_MAX, 1000 - WINDOW_MAX + MOST]);
  // As long as there is room what is new comes in for both.
  expect(span(fitWindow(openAtEnd(load(1, 10)), load(1, 12), false))).toEqual([1, 12]);
});

test("what was loaded before stays out until somebody goes there", () => {
  const known = openAtEnd(load(51, 100));
  const fitted = fitWindow(known, load(1, 100), false);
  expect(span(fitted)).toEqual([51, 100]);
  expect(span(moveWindow(fitted, load(1, 100), "older"))).toEqual([51 - WINDOW_STEP, 100]);
  expect(fitWindow(fitted, load(1, 100), false)).toBe(fitted);
});

test("other messages than before open a window of their own", () => {
  expect(span(fitWindow(openAtEnd(load(1, 100)), load(5000, 5040), false))).toEqual([5000, 5040]);
  expect(span(fitWindow(openAtEnd(load(1, 100)), load(61, 130), true))).toEqual([61, 130]);
});

test("only what was said just now is told to those who listen, never what comes back", () => {
  const known = openAtEnd(load(1, 1000));
  expect(known.quietUpTo).toBe(1000);
  const live = fitWindow(known, load(1, 1001), true);
  expect(live).toMatchObject({ to: 1001, quietUpTo: 1000 });
  expect(moveWindow(live, load(1, 1001), "older").quietUpTo).toBe(1001);
  // Pages of history on the way to the end.
  const away = fitWindow(openAtEnd(load(1, 50, true)), load(1, 150, true), true);
  expect(away.quietUpTo).toBe(150);
  // The first message of all.
  expect(fitWindow(openAtEnd(load(1, 0)), load(1, 1), true).quietUpTo).toBe(0);
  expect(fitWindow(openAtEnd(load(1, 0)), load(1, 50, true), true).quietUpTo).toBe(50);
});

test("people who come and go share a row, and a thousand of them do not fill the page", () => {
  const joined: Partial<MessageView> = { kind: "system", event: { type: "joined" } };
  const messages = Array.from({ length: 1100 }, (_, index) =>
    makeMessage(index + 1, index >= 50 && index < 1050 ? joined : {}),
  );
  expect(span(openAtEnd({ messages, hasNewer: false }))).toEqual([1, 1100]);
});

test("whatever comes, goes and is scrolled to, the window is within what is loaded and not too large", () => {
  const change = fc.oneof(
    fc.record({ kind: fc.constant("new" as const), count: fc.nat(400) }),
    fc.record({ kind: fc.constant("old" as const), count: fc.nat(100) }),
    fc.record({ kind: fc.constant("drop" as const), count: fc.nat(300) }),
    fc.record({ kind: fc.constantFrom("older" as const, "newer" as const), count: fc.constant(0) }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(change, fc.boolean()), { maxLength: 30 }), (changes) => {
      let [first, last] = [5000, 5049];
      let window = openAtEnd(load(first, last));
      for (const [{ kind, count }, isAtEnd] of changes) {
        if (kind === "new") last += count;
        if (kind === "old") first -= count;
        if (kind === "drop") first = Math.min(first + count, last);
        const loaded = load(first, last);
        window = fitWindow(window, loaded, isAtEnd);
        if (kind === "older" || kind === "newer") window = moveWindow(window, loaded, kind);
        expect(window.from).toBeGreaterThanOrEqual(first);
        expect(window.to).toBeLessThanOrEqual(last);
        expect(window.to).toBeGreaterThanOrEqual(window.from);
        expect(window.to - window.from + 1).toBeLessThanOrEqual(MOST);
      }
      // Whoever goes on in one direction gets there.
      const loaded = load(first, last);
      for (let step = 0; step < (last - first) / WINDOW_STEP + 2; step++)
        window = moveWindow(window, loaded, "older");
      expect(window.from).toBe(first);
      for (let step = 0; step < (last - first) / WINDOW_STEP + 2; step++)
        window = moveWindow(window, loaded, "newer");
      expect(window.to).toBe(last);
    }),
    { numRuns: 60 },
  );
});
