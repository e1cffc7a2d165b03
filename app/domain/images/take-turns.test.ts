import { expect, test } from "vitest";
import { takeTurn } from "./take-turns.server.ts";

/** Work that is under way until it is told how it ends. */
function createWork() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const work = { isRunning: false, resolve, reject };
  const done = takeTurn(() => {
    work.isRunning = true;
    return promise;
  });
  return Object.assign(work, { done });
}

test("two pictures are worked on at once, others wait for their turn, and too many are sent away", async () => {
  const all = Array.from({ length: 22 }, createWork);
  const running = () =>
    all.map(({ isRunning }, index) => (isRunning ? index : -1)).filter((index) => index >= 0);
  expect(running()).toEqual([0, 1]);
  await expect(takeTurn(() => Promise.resolve())).rejects.toMatchObject({
    code: "rate_limited",
    retryAfter: 10,
  });

  // One that fails makes room as well.
  all[1]!.reject(new Error("bad picture"));
  await expect(all[1]!.done).rejects.toThrow("bad picture");
  all[0]!.resolve("good picture");
  expect(await all[0]!.done).toBe("good picture");
  await Promise.resolve();
  expect(running()).toEqual([0, 1, 2, 3]);

  for (const { resolve } of all) resolve("");
  await Promise.all(all.slice(2).map(({ done }) => done));
  expect(await takeTurn(() => Promise.resolve("later"))).toBe("later");
});
