// One of the processes that serve an installation, to be killed and started again.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { withoutProductSettings } from "../../scripts/test/stage.ts";

export interface ParleyProcess {
  url: string;
  readonly pid: number;
  /** kill -9. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Whether it has ended without having been killed, which it must never do; and what it wrote then. */
  findFailure(): string | undefined;
}

/** Starts a Parley from the build in this folder and waits until it is ready. */
export async function startParley(
  settings: Record<string, string> & { PORT: string },
): Promise<ParleyProcess> {
  let child: ChildProcess | undefined;
  let failure: string | undefined;

  async function start(): Promise<void> {
    let output = "";
    const started = spawn(process.execPath, ["server.ts"], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...withoutProductSettings(process.env),
        NODE_ENV: "production",
        HOST: "127.0.0.1",
        RATE_LIMIT_SCALE: "0",
        LOG_LEVEL: "error",
        ...settings,
      },
    });
    child = started;
    const hear = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000));
    started.stderr.on("data", hear);
    await new Promise<void>((resolve, reject) => {
      started.stdout.on("data", (chunk: Buffer) => {
        hear(chunk);
        if (output.includes("Parley is ready")) resolve();
      });
      started.on("exit", (code, signal) => {
        if (child === started) failure = `A server ended by itself (${signal ?? code}):\n${output}`;
        reject(new Error(failure ?? "The server was killed while it started."));
      });
    });
  }

  await start();
  return {
    url: `http://127.0.0.1:${settings.PORT}`,
    start,
    get pid() {
      if (!child?.pid) throw new Error("The server is not running.");
      return child.pid;
    },
    async kill() {
      const killed = child;
      child = undefined;
      if (!killed || killed.exitCode !== null || killed.signalCode !== null) return;
      killed.kill("SIGKILL");
      await once(killed, "exit");
    },
    findFailure: () => failure,
  };
}
