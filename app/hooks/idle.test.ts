import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MINUTE } from "#app/shared/time.ts";
import { createOwnPresence } from "./idle.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function setUp(isBusy = false) {
  const told: string[] = [];
  const presence = createOwnPresence(
    (status) => told.push(status),
    () => isBusy,
  );
  return { told, presence, stop: presence.watch() };
}

test("who does nothing for five minutes is away until they do something", () => {
  const { told, presence } = setUp();
  vi.advanceTimersByTime(4 * MINUTE);
  window.dispatchEvent(new Event("keydown"));
  vi.advanceTimersByTime(4 * MINUTE);
  presence.repeat();
  expect(told).toEqual([]);
  vi.advanceTimersByTime(2 * MINUTE);
  presence.repeat();
  expect(told).toEqual(["away", "away"]);
  window.dispatchEvent(new Event("pointerdown"));
  window.dispatchEvent(new Event("pointerdown"));
  expect(told).toEqual(["away", "away", "online"]);
});

test("who is busy stays so, and a page that is gone tells nothing", () => {
  const busy = setUp(true);
  const gone = setUp();
  gone.stop();
  vi.advanceTimersByTime(10 * MINUTE);
  window.dispatchEvent(new Event("keydown"));
  expect([busy.told, gone.told]).toEqual([[], []]);
});
