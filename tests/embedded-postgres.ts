// Parleys in processes of their own, on embedded PostgreSQL: started, killed and cleaned up after.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, readdir, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { expect } from "vitest";
import { readPostmaster, stopPostmaster } from "#app/platform/postgres/postmaster-pid.server.ts";

const CHILD = fileURLToPath(new URL("./embedded-postgres-child.ts", import.meta.url));

/** What a second Parley on the same folder says. */
export const ALREADY_RUNNING =
  /^Parley is already running on the data folder \S+ \(process \d+\)\. Stop it first, or set DATA_DIR/;
const NOBODY = 65534;

export interface User {
  uid: number;
  /** Put before the command of a Parley to run it as this user. */
  prefix: string[];
}

export interface Parley {
  pid: number;
  process: ChildProcess;
  url: string;
  log(): string;
}

export const isRoot = process.getuid?.() === 0;
export const self: User = { uid: process.getuid?.() ?? 0, prefix: [] };
export const normalUser: User = isRoot ? { uid: NOBODY, prefix: findWayToNobody() } : self;

const parents: string[] = [];
/** Processes that `cleanUp` ends. */
export const children: ChildProcess[] = [];

/** Ends every process and removes every folder that was made here. */
export async function cleanUp(): Promise<void> {
  await Promise.all(children.splice(0).map((child) => kill(child)));
  for (const parent of parents.splice(0)) {
    for (const name of await readdir(parent)) {
      const running = await readPostmaster(join(parent, name)).catch(() => null);
      if (running) await stopPostmaster(running.pid, join(parent, name), () => {});
    }
    await rm(parent, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A data folder yet to be made, in a folder that only `user` may enter. */
export async function makeFolder(user: User): Promise<string> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), "parley-postgres-")));
  parents.push(parent);
  if (user.uid !== self.uid) await chown(parent, user.uid, user.uid);
  expect((await stat(parent)).mode & 0o777).toBe(0o700);
  return join(parent, "postgres");
}

export function spawnParley(folder: string, user: User): ChildProcess {
  const [command, ...args] = [...user.prefix, process.execPath, CHILD, folder];
  const child = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  return child;
}

export async function start(folder: string, user: User): Promise<Parley> {
  const child = spawnParley(folder, user);
  let log = "";
  child.stderr?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
    const { url, name, message } = JSON.parse(line) as Record<string, string>;
    if (url) return { pid: child.pid ?? 0, process: child, url, log: () => log };
    await ended(child);
    expect({ name, exitCode: child.exitCode }).toEqual({ name: "DatabaseStartError", exitCode: 1 });
    throw new Error(message);
  }
  throw new Error(`Parley ended without a word: ${log}`);
}

export async function startAndFail(folder: string, user: User): Promise<string> {
  const started = await start(folder, user).catch((error: unknown) => error);
  if (started instanceof Error) return started.message;
  throw new Error("Parley started");
}

export async function stop(parley: Parley): Promise<void> {
  const closed = once(parley.process, "close");
  parley.process.kill("SIGTERM");
  await closed;
  expect(parley.process.exitCode).toBe(0);
  expect(parley.log()).toContain("stopped");
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  await ended(child);
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

export async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await setTimeout(10);
}

export async function query(url: string, text: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}

export async function writeNote(url: string, body: string): Promise<void> {
  await query(url, `create table if not exists notes (body text); insert into notes values ('${body}')`);
}

export async function readNotes(url: string): Promise<string[]> {
  return (await query(url, "select body from notes")).map((row) => row["body"] as string);
}

/** A checkout below a folder that only root may enter can be read by nobody with one capability, which writes nothing. */
function findWayToNobody(): string[] {
  const plain = ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];
  const reading = [...plain, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];
  const [command = "", ...args] = plain;
  return spawnSync(command, [...args, process.execPath, "--check", CHILD]).status === 0 ? plain : reading;
}
