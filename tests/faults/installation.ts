// A whole installation for fault tests: two servers, a PostgreSQL and a Redis, each of which can be taken away.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { findFreePort } from "#app/platform/postgres/free-port.server.ts";
import { startRedis, type RedisServer } from "../redis-process.ts";
import { startParley, type ParleyProcess } from "./parley-process.ts";
import { startPostgresServer, type PostgresServer } from "./postgres-server.ts";

export interface Installation {
  servers: [ParleyProcess, ParleyProcess];
  postgres: PostgresServer;
  redis: RedisServer;
  stop(): Promise<void>;
}

export async function startInstallation(): Promise<Installation> {
  const parent = resolve(".data/test");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "storm-"));
  const postgres = await startPostgresServer(folder);
  const redis = await startRedis();
  const settings = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    DATA_DIR: join(folder, "data"),
    SESSION_SECRET: "the same for both processes of the storm",
  };
  const servers: ParleyProcess[] = [];
  async function stop(): Promise<void> {
    for (const server of servers) await server.kill();
    await redis.stop();
    await postgres.crash();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  try {
    for (let count = 0; count < 2; count++)
      servers.push(await startParley({ ...settings, PORT: String(await findFreePort()) }));
  } catch (error) {
    await stop();
    throw error;
  }
  return { servers: servers as [ParleyProcess, ParleyProcess], postgres, redis, stop };
}
