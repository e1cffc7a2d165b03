import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SyncAnswer } from "#app/shared/events.ts";
import { makeChannel } from "#tests/views.ts";
import { createCatchUp } from "./catch-up.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const CHANNEL = "general";

/** A server at `version` that answers two versions at a time, and loses the answers whose turn is in `lost`. */
function setUp(version: number, lost: number[] = []) {
  const asked: number[] = [];
  const client = { version: 0, isConnected: true };
  const server = { version };
  const start = createCatchUp({
    isConnected: () => client.isConnected,
    readVersions: () => ({ [CHANNEL]: client.version }),
    ask: async (versions) => {
      const after = versions[CHANNEL] ?? 0;
      asked.push(after);
      if (lost.includes(asked.length)) return undefined;
      const reached = Math.min(after + 2, server.version);
      const more = reached < server.version;
      const membership = makeChannel().membership!;
      const changes = { messages: [], references: [], follows: [], version: reached, more, membership };
      return { channels: { [CHANNEL]: changes }, users: [], joined: [], left: [] } satisfies SyncAnswer;
    },
    apply: (_versions, answer) => (client.version = answer.channels[CHANNEL]!.version),
  });
  return { start, asked, client, server };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

test("asks until nothing is missing", async () => {
  const { start, asked, client } = setUp(5);
  start();
  await settle();
  expect(client.version).toBe(5);
  expect(asked).toEqual([0, 2, 4]);
});

test("what is wanted while it runs makes one more round and no second run", async () => {
  const { start, asked, client, server } = setUp(2);
  for (let time = 0; time < 5; time++) start();
  server.version = 3;
  await settle();
  expect(client.version).toBe(3);
  expect(asked).toEqual([0, 2]);
});

test("an answer that did not come is asked for again, while connected", async () => {
  const { start, asked, client } = setUp(3, [2]);
  start();
  await settle();
  expect(client.version).toBe(2);
  await vi.advanceTimersByTimeAsync(5000);
  expect(client.version).toBe(3);
  expect(asked).toEqual([0, 2, 2]);
});

test("without a connection nothing is asked", async () => {
  const { start, asked, client } = setUp(3);
  client.isConnected = false;
  start();
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toEqual([]);
});
