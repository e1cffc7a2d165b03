import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test as base } from "@playwright/test";
import type { MessageView } from "#app/shared/views.ts";
import { ApiClient } from "./api-client.ts";
import {
  clearPlace,
  findPlace,
  findPostmaster,
  isAlive,
  ServerProcess,
  type Place,
  type StartOptions,
} from "./server-process.ts";

interface Fixtures {
  place: Place;
  /** Starts Parley at the place. */
  start: (options?: StartOptions) => ServerProcess;
}

const test = base.extend<Fixtures>({
  // Playwright wants the braces.
  // oxlint-disable-next-line no-empty-pattern
  place: async ({}, provide) => provide(await findPlace()),
  start: async ({ place }, provide) => {
    const servers: ServerProcess[] = [];
    await provide((options) => {
      const server = new ServerProcess(place, options);
      servers.push(server);
      return server;
    });
    await clearPlace(place, servers);
  },
});

/** Senders that write at the same time, each its own messages one after the other. */
const LANES = 8;
const KILLS = 3;

test("whatever was acknowledged is there once and in order after kill -9 of the whole process tree", async ({
  start,
}) => {
  let server = await start().isReady();
  const ada = new ApiClient(server.url, "ada");
  const ben = new ApiClient(server.url, "ben");
  await ada.signUp();
  await ben.signUp();
  const channelId = await ada.createChannel("garden");
  await ben.join(channelId);
  await ada.connect();

  const acknowledged: MessageView[][] = Array.from({ length: LANES }, () => []);
  const count = () => acknowledged.flat().length;
  let isOver = false;
  async function write(lane: MessageView[], index: number): Promise<void> {
    for (let n = 1; !isOver; n++) {
      const clientId = randomUUID();
      const message = await ada.send(channelId, clientId, `${index}: ${n}`);
      expect(message).toMatchObject({ clientId, body: `${index}: ${n}` });
      if (message) lane.push(message);
    }
  }
  const writing = Promise.all(acknowledged.map(write));

  const grows = async (by: number) => {
    const before = count();
    await expect.poll(count, { timeout: 30_000, intervals: [10] }).toBeGreaterThan(before + by);
  };
  for (let kill = 0; kill < KILLS; kill++) {
    await grows(200);
    await server.killTree();
    server = await start().isReady();
  }
  await grows(50);
  isOver = true;
  await writing;
  ada.disconnect();

  const byAda = await ada.readAll(channelId);
  // Every message was tried until it was acknowledged, so nothing else may be there either, but that Ben joined.
  expect(byAda.map(({ seq }) => seq)).toEqual(Array.from({ length: count() + 1 }, (_, index) => index + 1));
  expect(byAda.filter(({ kind }) => kind === "system")).toMatchObject([
    { seq: 1, event: { type: "joined" } },
  ]);
  expect(new Set(byAda.map(({ clientId }) => clientId)).size).toBe(byAda.length);
  const stored = new Map(byAda.map((message) => [message.clientId, message]));
  for (const lane of acknowledged) {
    for (const message of lane) expect(stored.get(message.clientId)).toEqual(message);
    const seqs = lane.map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  }
  await ben.logIn();
  expect(await ben.readAll(channelId)).toEqual(byAda);
  console.log(`${byAda.length} messages acknowledged over ${KILLS} kills`);
});

test("SIGTERM during the very first start ends with 0, leaves no PostgreSQL, and the next start works", async ({
  start,
  place,
}) => {
  const server = start();
  await expect.poll(() => readdirSync(place.dataDir).some((name) => name.startsWith("postgres"))).toBe(true);
  server.signal("SIGTERM");
  const { code, output } = await server.ended;
  expect(code, output).toBe(0);
  expect(output).not.toContain("could not start");
  expect(findPostmaster(place)).toBeUndefined();
  await start().isReady();
});

test("SIGTERM drains: exits with 0 within 10 s while people write, and leaves no PostgreSQL", async ({
  start,
  place,
}) => {
  let server = await start().isReady();
  const ada = new ApiClient(server.url, "ada");
  await ada.signUp();
  const channelId = await ada.createChannel("garden");
  await ada.connect();
  const acknowledged: MessageView[] = [];
  const lane = async (index: number) => {
    for (let n = 1; ; n++) {
      const message = await ada.send(channelId, randomUUID(), `${index}: ${n}`);
      if (!message) return;
      acknowledged.push(message);
    }
  };
  const writing = Promise.all(Array.from({ length: LANES }, (_, index) => lane(index)));
  await expect.poll(() => acknowledged.length).toBeGreaterThan(100);

  const postmaster = findPostmaster(place)!;
  expect(isAlive(postmaster)).toBe(true);
  const since = performance.now();
  server.signal("SIGTERM");
  const { code, output } = await server.ended;
  expect(code, output).toBe(0);
  expect(performance.now() - since).toBeLessThan(10_000);
  expect(isAlive(postmaster)).toBe(false);
  expect(output).not.toMatch(/"level":(50|60)/);
  ada.disconnect();
  await writing;

  server = await start().isReady();
  const stored = new Set((await ada.readAll(channelId)).map(({ clientId }) => clientId));
  expect(acknowledged.filter(({ clientId }) => !stored.has(clientId))).toEqual([]);
});

test("a second Parley on the same data says so, exits and does not harm the first", async ({
  start,
  place,
}) => {
  const first = await start().isReady();
  const ada = new ApiClient(first.url, "ada");
  await ada.signUp();
  const channelId = await ada.createChannel("garden");
  await ada.connect();
  const second = await start({ env: { PORT: "0" } }).ended;
  expect(second.code).toBe(1);
  expect(second.output).toMatch(/Parley is already running on the data folder \S+ \(process \d+\)\./);
  expect(second.output).not.toMatch(/^\s+at /m);
  expect(findPostmaster(place)).toBeDefined();
  const message = await ada.send(channelId, randomUUID(), "Still here.");
  expect(await ada.readAll(channelId)).toEqual([message]);
  ada.disconnect();
});

test("a port that is taken is said in one sentence, and PostgreSQL does not stay behind", async ({
  start,
  place,
}) => {
  const first = await start().isReady();
  const other = { ...place, dataDir: `${place.dataDir}-other` };
  const second = await start({ env: { DATA_DIR: other.dataDir } }).ended;
  await clearPlace(other, []);
  expect(second.code).toBe(1);
  expect(second.output).toContain(`${place.port}`);
  expect(second.output).not.toMatch(/^\s+at /m);
  expect(findPostmaster(other)).toBeUndefined();
  expect((await fetch(`${first.url}/health/live`)).status).toBe(200);
});

for (const [name, value] of [
  ["PORT", "abc"],
  ["PORT", "70000"],
  ["DATABASE_URL", "mysql://localhost/parley"],
  ["SESSION_SECRET", "short"],
  ["SIGNUP_MODE", "sometimes"],
  ["RATE_LIMIT_SCALE", "-1"],
] as const) {
  test(`${name}=${value} is named, and nothing starts`, async ({ start, place }) => {
    const { code, output } = await start({ env: { [name]: value } }).ended;
    expect(code).toBe(1);
    expect(output).toContain(`${name}: `);
    expect(output).not.toMatch(/^\s+at /m);
    expect(findPostmaster(place)).toBeUndefined();
  });
}

test("a data folder that cannot be written is said in one sentence", async ({ start, place }) => {
  // A file is in the way: that stops root as well.
  const file = join(place.dataDir, "file");
  mkdirSync(place.dataDir, { recursive: true });
  writeFileSync(file, "");
  const { code, output } = await start({ env: { DATA_DIR: join(file, "data") } }).ended;
  expect(code).toBe(1);
  expect(output).toMatch(/The data folder \S+ cannot be written: a file is in the way\./);
  expect(output).not.toMatch(/^\s+at /m);
});

test("a database that cannot be reached is said in one sentence, without its password", async ({
  start,
  place,
}) => {
  const url = `postgres://parley:hush-hush@127.0.0.1:${place.port}/parley`;
  const { code, output } = await start({ env: { DATABASE_URL: url } }).ended;
  expect(code).toBe(1);
  expect(output).not.toContain("hush-hush");
  expect(output).not.toMatch(/^\s+at /m);
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`npm start prints where Parley is, and ends with 0 on ${signal}`, async ({ start, place }) => {
    const server = await start({ command: ["npm", "start"] }).isReady();
    const health = await fetch(`${server.url}/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: "ok", checks: { database: "ok" } });
    const postmaster = findPostmaster(place)!;
    server.signal(signal);
    const { code, output } = await server.ended;
    expect(code, output).toBe(0);
    await expect.poll(() => isAlive(postmaster)).toBe(false);
  });
}
