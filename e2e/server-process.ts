// Parleys in processes of their own, to be stopped and killed.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { expect } from "@playwright/test";
import { withoutProductSettings } from "../scripts/test/stage.ts";
import { findFreePort } from "#app/platform/postgres/free-port.server.ts";

export interface Place {
  dataDir: string;
  port: number;
}

export interface Ended {
  code: number | null;
  output: string;
}

export interface StartOptions {
  command?: string[];
  env?: Record<string, string>;
}

/** An empty data folder and a free port. */
export async function findPlace(): Promise<Place> {
  const parent = resolve(".data/test/faults");
  await mkdir(parent, { recursive: true });
  return { dataDir: await mkdtemp(join(parent, "data-")), port: await findFreePort() };
}

/** One start of Parley, from the command to its end. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #place: Place;
  readonly ended: Promise<Ended>;
  output = "";

  constructor(place: Place, { command = [process.execPath, "server.ts"], env = {} }: StartOptions = {}) {
    this.#place = place;
    const [program = "", ...args] = command;
    this.#child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      // A Ctrl-C in the terminal of the tests must not reach it by itself.
      detached: true,
      env: {
        ...withoutProductSettings(process.env),
        NODE_ENV: "production",
        HOST: "127.0.0.1",
        PORT: String(place.port),
        DATA_DIR: place.dataDir,
        RATE_LIMIT_SCALE: "0",
        LOG_LEVEL: "warn",
        ...env,
      },
    });
    this.#child.stdout?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    this.#child.stderr?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = once(this.#child, "exit").then(() => ({ code: this.#child.exitCode, output: this.output }));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#place.port}`;
  }

  /** Until it says that it is ready; what it printed stands in the error where it never does. */
  async isReady(): Promise<this> {
    const ready = `Parley is ready at http://localhost:${this.#place.port}`;
    await expect.poll(() => this.output, { timeout: 30_000 }).toContain(ready);
    return this;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Kills it together with everything it started: Node, PostgreSQL and PostgreSQL's own processes. */
  async killTree(): Promise<void> {
    const postmaster = findPostmaster(this.#place);
    const leader = this.#child.pid;
    const pids = [leader, postmaster].filter((pid) => pid !== undefined);
    for (const pid of pids.flatMap((root) => [root, ...findDescendants(root)])) kill(pid);
    // What npm started stays in its process group even when npm has gone.
    if (leader !== undefined) kill(-leader);
    await this.ended;
    if (postmaster !== undefined) await expect.poll(() => isAlive(postmaster)).toBe(false);
  }
}

/** Ends what a failed test left running, and removes its data. */
export async function clearPlace(place: Place, servers: ServerProcess[]): Promise<void> {
  for (const server of servers) await server.killTree();
  await rm(place.dataDir, { recursive: true, force: true, maxRetries: 5 });
}

/** The process id of the PostgreSQL that runs on the data folder. */
export function findPostmaster({ dataDir }: Place): number | undefined {
  const file = join(dataDir, "postgres/postmaster.pid");
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
  return isAlive(pid) ? pid : undefined;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return readState(pid) !== "Z";
  } catch {
    return false;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** Where there is no /proc, PostgreSQL's processes end by themselves when they miss the first. */
function findDescendants(root: number): number[] {
  if (!existsSync("/proc")) return [];
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const children = all.filter((pid) => readParent(pid) === root);
  return children.flatMap((pid) => [pid, ...findDescendants(pid)]);
}

function readParent(pid: number): number | undefined {
  const parent = readStat(pid)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

function readState(pid: number): string | undefined {
  return readStat(pid)?.[0];
}

/** The fields after the program's name, which may itself contain blanks. */
function readStat(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
  } catch {
    return undefined;
  }
}
