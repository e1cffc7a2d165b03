// A real Redis for tests, from PATH: `npm test` installs it where it is missing.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { Redis } from "ioredis";
import { findFreePort } from "#app/platform/postgres/free-port.server.ts";

const PROGRAM = "redis-server";

export interface RedisServer {
  url: string;
  /** Kills it; what it knew is gone. */
  stop(): Promise<void>;
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>;
  /** From now on it keeps its connections and answers nothing, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** As if so many milliseconds had passed for every key. */
  elapse(milliseconds: number): Promise<void>;
}

/** An empty Redis on 127.0.0.1 that writes nothing to disk; without `port` on a free one. `args` are redis-server's. */
export async function startRedis({
  port,
  args = [],
}: { port?: number; args?: string[] } = {}): Promise<RedisServer> {
  const own = port ?? (await findFreePort());
  let child = await spawnRedis(own, args);
  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  return {
    url: `redis://127.0.0.1:${own}`,
    stop,
    async restart() {
      await stop();
      child = await spawnRedis(own, args);
    },
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    async elapse(milliseconds) {
      const redis = new Redis(own, "127.0.0.1");
      for (const key of await redis.keys("*"))
        await redis.pexpire(key, (await redis.pttl(key)) - milliseconds);
      redis.disconnect();
    },
  };
}

async function spawnRedis(port: number, args: string[]): Promise<ChildProcess> {
  const where = ["--port", String(port), "--bind", "127.0.0.1", "--dir", tmpdir()];
  const child = spawn(PROGRAM, [...where, "--save", "", "--appendonly", "no", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.once("exit", () => child.kill("SIGKILL"));
  let output = "";
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`redis-server ended: ${output}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Ready to accept connections")) resolve();
    });
  });
  return child;
}
