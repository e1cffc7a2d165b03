import { spawn } from "node:child_process";
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { commandFor, explainFailure, POSTGRES_ENVIRONMENT } from "./binaries.server.ts";
import { readPostmaster, POLL_MS } from "./postmaster-pid.server.ts";
import { findFreePort } from "./free-port.server.ts";

const PORT_ATTEMPTS = 5;
/** Backends whose postmaster was killed end by themselves, once they finish what they are at. */
const ORPHANS_MS = 10_000;
const LOG_BYTES = 10 * 1024 * 1024;
const OUTPUT_BYTES = 64 * 1024;

export interface LaunchOptions {
  folder: string;
  postgres: string;
  logFile: string;
  log: (message: string) => void;
  choosePort?: () => Promise<number>;
}

/**
 * Starts postgres on `folder`, in a session of its own so that Ctrl-C in a terminal leaves it to Parley, and waits
 * until it is ready; answers its process id. Answers null when another Parley was faster: then look again. Throws
 * DatabaseStartError with the last lines of its log.
 */
export async function launchPostmaster(options: LaunchOptions): Promise<number | null> {
  const { log, choosePort = findFreePort } = options;
  const deadline = Date.now() + ORPHANS_MS;
  let ports = 0;
  for (;;) {
    const port = await choosePort();
    ports++;
    const attempt = await startOnce(options, port);
    if ("pid" in attempt) return attempt.pid;
    const { output } = attempt;
    if (/lock file "postmaster.pid" (already exists|is empty)/.test(output)) return null;
    if (/could not bind .*Address already in use/.test(output) && ports < PORT_ATTEMPTS) {
      log(`Port ${port} was taken meanwhile: trying another one`);
    } else if (/pre-existing shared memory block/.test(output) && Date.now() < deadline) {
      log("Waiting for the processes of a killed PostgreSQL to end");
      await setTimeout(100);
    } else {
      throw explainFailure(`PostgreSQL did not start on ${options.folder}`, output);
    }
  }
}

async function startOnce(
  options: LaunchOptions,
  port: number,
): Promise<{ pid: number } | { output: string }> {
  const { folder, logFile } = options;
  const file = await openLog(logFile);
  try {
    const start = (await file.stat()).size;
    const { command, args } = commandFor(options.postgres, ["-D", folder, "-p", String(port), ...SETTINGS]);
    const child = spawn(command, args, {
      cwd: dirname(folder),
      detached: true,
      env: POSTGRES_ENVIRONMENT,
      stdio: ["ignore", file.fd, file.fd],
    });
    let failure: string | undefined;
    child.once("error", (error) => (failure = error.message));
    child.once("exit", (code, signal) => (failure ??= `postgres ended with ${signal ?? code}`));
    child.unref();
    const slow = Date.now() + 3_000;
    let isTold = false;
    while (failure === undefined) {
      const running = await readPostmaster(folder);
      if (running && running.pid === child.pid && running.isReady) return { pid: running.pid };
      if (!isTold && Date.now() > slow) {
        options.log("PostgreSQL is still starting; after a crash it first recovers");
        isTold = true;
      }
      await setTimeout(POLL_MS);
    }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(OUTPUT_BYTES), 0, OUTPUT_BYTES, start);
    return { output: `${buffer.toString("utf8", 0, bytesRead)}${failure}` };
  } finally {
    await file.close();
  }
}

/** Terse, because the details of an error quote rows, and so addresses and messages. */
const SETTINGS = Object.entries({
  listen_addresses: "127.0.0.1",
  // The path of a socket may be 107 bytes long, which folders easily exceed.
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "128MB",
  fsync: "on",
  timezone: "UTC",
  log_timezone: "UTC",
  logging_collector: "off",
  log_destination: "stderr",
  log_checkpoints: "off",
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
}).flatMap(([name, value]) => ["-c", `${name}=${value}`]);

async function openLog(path: string) {
  const file = await open(path, "a+", 0o600);
  if ((await file.stat()).size < LOG_BYTES) return file;
  await file.close();
  await rename(path, `${path}.1`);
  return open(path, "a+", 0o600);
}
