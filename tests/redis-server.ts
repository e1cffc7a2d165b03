// The app of a test file on a real Redis.
import { afterAll, beforeAll } from "vitest";
import { connectKeyValue, disconnectKeyValue } from "#app/platform/keyvalue/index.server.ts";
import { setEnvironment } from "./environment.ts";
import { startRedis, type RedisServer } from "./redis-process.ts";

/** Gives the test file a Redis of its own and connects the app to it. Goes before `withServer`. */
export function withRedis(): () => RedisServer {
  let server: RedisServer | undefined;

  beforeAll(async () => {
    server = await startRedis();
    setEnvironment({ REDIS_URL: server.url });
    await connectKeyValue();
    setEnvironment();
  });

  afterAll(async () => {
    disconnectKeyValue();
    await server?.stop();
  });

  return () => {
    if (!server) throw new Error("Redis runs from beforeAll to afterAll.");
    return server;
  };
}
