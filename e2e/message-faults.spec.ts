// The short form of `npm run test:faults`: one of each thing that can break.
import { expect, test } from "@playwright/test";
import { runStorm } from "../tests/faults/storm.ts";

test("nothing acknowledged is lost, doubled or reordered while sockets, servers, PostgreSQL and Redis break", async () => {
  test.setTimeout(300_000);
  const seed = Math.floor(Math.random() * 1_000_000);
  console.log(`Seed ${seed}; again by: npm run test:faults -- --faults 5 --clients 6 --seed ${seed}`);
  const report = await runStorm({ seed, faults: 5, clients: 6, channels: 3, tell: () => {} });
  expect(report.violations).toEqual([]);
  expect(report.faults).toHaveLength(5);
  expect(report.acknowledged).toBeGreaterThan(6 * 5 * 5);
});
