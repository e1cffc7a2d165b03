import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "#app/shared/time.ts";
import { countFailure, type FailureCount } from "./count-failure.ts";

const START = Date.parse("2026-01-01T00:00:00Z");
const NOTHING: FailureCount = { failures: 0, since: new Date(START), level: 0, lockedUntil: null };

/** Fails at each of these milliseconds after the start. */
function failAt(times: number[], count = NOTHING): FailureCount {
  return times.reduce((before, time) => countFailure(before, new Date(START + time)), count);
}

/** Fails five times as soon as the account is open, again and again: the minutes of each lock. */
function lockAgain(times: number): number[] {
  let [count, time] = [NOTHING, 0];
  return Array.from({ length: times }, () => {
    count = failAt([time, time, time, time, time], count);
    const end = count.lockedUntil!.getTime() - START;
    const minutes = (end - time) / MINUTE;
    time = end;
    return minutes;
  });
}

test("the fifth failure within 15 minutes locks for 15, and the fourth does not", () => {
  expect(failAt([0, 1, 2, 3]).lockedUntil).toBeNull();
  const last = 15 * MINUTE - 1;
  expect(failAt([0, 1, 2, 3, last]).lockedUntil).toEqual(new Date(START + last + 15 * MINUTE));
});

test("failures that are further apart do not count together", () => {
  const count = failAt([0, 1, 2, 3, 15 * MINUTE]);
  expect(count).toMatchObject({ failures: 1, lockedUntil: null });
  // The new one begins a count of its own.
  expect(failAt([15 * MINUTE, 15 * MINUTE, 15 * MINUTE, 15 * MINUTE], count).lockedUntil).not.toBeNull();
});

test("each further lock doubles, up to a day", () => {
  expect(lockAgain(9)).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
});

test("after a day without failures the next lock is a first one again, and not before", () => {
  const locked = failAt([0, 0, 0, 0, 0]);
  const end = 15 * MINUTE;
  const lockAfter = (pause: number) => {
    const time = end + pause;
    return failAt([time, time, time, time, time], locked).lockedUntil!.getTime() - START - time;
  };
  expect(lockAfter(DAY - HOUR)).toBe(30 * MINUTE);
  expect(lockAfter(DAY)).toBe(15 * MINUTE);
});
