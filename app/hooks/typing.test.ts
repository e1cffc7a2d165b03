import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SECOND } from "#app/shared/time.ts";
import { createTypingList, createTypingSignals, type TypingPeople } from "./typing.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("who types is listed until they stop, or nothing more is heard of them", () => {
  const told: TypingPeople[] = [];
  const list = createTypingList((people) => told.push(people));
  const now = () => Object.fromEntries(told.at(-1) ?? []);
  list.set("general", "ada", true);
  list.set("general", "ben", true);
  expect(now()).toEqual({ general: ["ada", "ben"] });
  list.set("general", "ada", false);
  expect(now()).toEqual({ general: ["ben"] });
  vi.advanceTimersByTime(4 * SECOND);
  list.set("general", "ben", true);
  vi.advanceTimersByTime(4 * SECOND);
  expect(now()).toEqual({ general: ["ben"] });
  vi.advanceTimersByTime(SECOND);
  expect(now()).toEqual({});
  expect(told).toHaveLength(4);
});

test("without a connection nobody is heard", () => {
  const told: TypingPeople[] = [];
  const list = createTypingList((people) => told.push(people));
  list.set("general", "ada", true);
  list.clear();
  list.clear();
  vi.advanceTimersByTime(10 * SECOND);
  expect(told.map((people) => people.size)).toEqual([1, 0]);
});

test("that one types is told at most every three seconds in each channel, that one stops only after that", () => {
  const told: string[] = [];
  const signals = createTypingSignals((event, channelId) => told.push(`${event} ${channelId}`));
  signals.stop("general");
  for (let time = 0; time < 4; time++) {
    signals.start("general");
    vi.advanceTimersByTime(SECOND);
  }
  signals.start("random");
  expect(told).toEqual(["typing:start general", "typing:start general", "typing:start random"]);
  signals.stop("general");
  signals.stop("general");
  signals.start("general");
  expect(told.slice(3)).toEqual(["typing:stop general"]);
});
