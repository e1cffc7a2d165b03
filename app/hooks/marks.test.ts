import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SECOND } from "#app/shared/time.ts";
import { createMarks } from "./marks.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Marks whose telling goes as `answers` says, one after the other, and well from then on. */
function observe(answers: boolean[] = []) {
  const told: [string, number][] = [];
  const marks = createMarks(async (channelId, seq) => {
    told.push([channelId, seq]);
    return answers.shift() ?? true;
  });
  return { marks, told };
}

test("the first mark is told at once, a burst once more at its end", async () => {
  const { marks, told } = observe();
  for (const seq of [1, 2, 3, 9, 8]) marks.move("a", seq);
  expect(told).toEqual([["a", 1]]);
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(told).toEqual([
    ["a", 1],
    ["a", 9],
  ]);
});

test("each channel has its own rest", () => {
  const { marks, told } = observe();
  marks.move("a", 1);
  marks.move("b", 5);
  expect(told).toEqual([
    ["a", 1],
    ["b", 5],
  ]);
});

test("what the server did not get is told until it has it, and then no more", async () => {
  const { marks, told } = observe([false, false]);
  marks.move("a", 4);
  await vi.advanceTimersByTimeAsync(60 * SECOND);
  expect(told).toEqual([
    ["a", 4],
    ["a", 4],
    ["a", 4],
  ]);
});
