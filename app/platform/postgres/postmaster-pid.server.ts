import { execFile } from "node:child_process";
import { link, readFile, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";

/** The running postgres of a data folder, as its postmaster.pid tells. */
export interface Postmaster {
  pid: number;
  port: number;
  isReady: boolean;
}

/** Polling costs less than a millisecond, and a warm start takes about a hundred. */
export const POLL_MS = 10;

const EMPTY_FILE_MS = 200;

/** The postgres that is running on `folder`, or null. `folder` must be a real path. */
export async function readPostmaster(folder: string): Promise<Postmaster | null> {
  const found = await readPostmasterFile(pidFile(folder));
  return found && (await isPostmasterOf(found.pid, folder)) ? found : null;
}

/**
 * Like `readPostmaster`, and removes a postmaster.pid that postgres would trip over: one whose process id now belongs
 * to another program, as every restart of a container can bring about, or one that a power cut left empty. A dead
 * process id is left to postgres, which then also looks for orphaned backends.
 */
export async function findPostmaster(folder: string): Promise<Postmaster | null> {
  const found = await readPostmasterFile(pidFile(folder));
  if (!found) return null;
  if (await isPostmasterOf(found.pid, folder)) return found;
  // A postgres that starts right now has made the file and is about to write it.
  if (found.pid === 0) await setTimeout(EMPTY_FILE_MS);
  if (found.pid === 0 || isAlive(found.pid)) await removeStaleFile(folder, found.pid);
  return null;
}

/** Whether the process exists, whoever owns it; also true for one that ended and was not reaped. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Shuts the postgres of `folder` down and waits until it is gone: a fast shutdown, and after 8 s an immediate one,
 * from which PostgreSQL recovers at the next start.
 */
export async function stopPostmaster(
  pid: number,
  folder: string,
  log: (message: string) => void,
): Promise<void> {
  if (await endsAfter("SIGINT", pid, folder, 8_000)) return;
  log(`PostgreSQL (process ${pid}) did not shut down within 8 s: stopping it at once`);
  if (await endsAfter("SIGQUIT", pid, folder, 5_000)) return;
  log(`PostgreSQL (process ${pid}) is still running`);
}

async function endsAfter(signal: NodeJS.Signals, pid: number, folder: string, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  if (!(await isPostmasterOf(pid, folder))) return true;
  process.kill(pid, signal);
  while (Date.now() < deadline) {
    if (!(await isPostmasterOf(pid, folder))) return true;
    await setTimeout(POLL_MS);
  }
  return false;
}

function pidFile(folder: string): string {
  return join(folder, "postmaster.pid");
}

/** The lines are documented in PostgreSQL's src/include/utils/pidfile.h. */
async function readPostmasterFile(path: string): Promise<Postmaster | null> {
  try {
    const lines = (await readFile(path, "utf8")).split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), isReady: lines[7]?.trim() === "ready" };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** A process that ended and was not reaped has no command line any more, so it counts as gone. */
async function isPostmasterOf(pid: number, folder: string): Promise<boolean> {
  if (!(pid > 0) || !isAlive(pid)) return false;
  try {
    if (process.platform === "linux") {
      const args = (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0");
      return basename(args[0] ?? "") === "postgres" && args[args.indexOf("-D") + 1] === folder;
    }
    const { stdout } = await promisify(execFile)("ps", ["-p", String(pid), "-o", "command="]);
    return stdout.includes("postgres") && stdout.includes(`-D ${folder} `);
  } catch {
    return false;
  }
}

/** Takes the file away first and reads it again: another Parley may just have replaced it with a good one. */
async function removeStaleFile(folder: string, stalePid: number): Promise<void> {
  const aside = `${pidFile(folder)}.stale-${process.pid}`;
  try {
    await rename(pidFile(folder), aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if ((await readPostmasterFile(aside))?.pid !== stalePid) await link(aside, pidFile(folder));
  await rm(aside, { force: true });
}
