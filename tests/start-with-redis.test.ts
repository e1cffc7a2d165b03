import { resolve } from "node:path";
import { afterEach, expect, test } from "vitest";
import { EnvError } from "#app/platform/env.server.ts";
import { keyValue } from "#app/platform/keyvalue/index.server.ts";
import { findFreePort } from "#app/platform/postgres/free-port.server.ts";
import { runtime } from "#app/runtime.server.ts";
import { databaseUrl, withDatabase } from "./database.ts";
import { setEnvironment } from "./environment.ts";
import { startRedis } from "./redis-process.ts";

withDatabase();

afterEach(() => setEnvironment());

const root = resolve(".");

test("Parley connects to Redis when it starts and lets go of it when it stops", async () => {
  const redis = await startRedis();
  setEnvironment({ DATABASE_URL: databaseUrl(), REDIS_URL: redis.url });
  await runtime.start({ root });
  expect(await keyValue()?.ping()).toBe("PONG");
  await runtime.stop();
  expect(keyValue()).toBeUndefined();
  await redis.stop();
});

test("Parley does not start on a Redis that is not there, and says so in one sentence", async () => {
  const url = `redis://:hush-hush@127.0.0.1:${await findFreePort()}`;
  setEnvironment({ DATABASE_URL: databaseUrl(), REDIS_URL: url });
  const refusal: unknown = await runtime.start({ root }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(EnvError);
  expect(runtime.explainFailure(refusal)).toMatch(
    /^REDIS_URL: cannot use the Redis at \S+ \(ECONNREFUSED\)[^\n]*$/,
  );
  await runtime.stop();
});
