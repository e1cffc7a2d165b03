// Numbers of processes, from Linux's own books.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Judged processes run on one core and the load comes from the other, so that neither takes the other's time. */
export const JUDGED_CORE = 0;
export const LOAD_CORE = 1;

/** Clock ticks of /proc per second: Linux has told programs 100 on every machine for twenty years. */
const TICKS = 100;

/** Keeps a process and what it will start on one core. Throws where that is not possible: then nothing can be compared. */
export function pin(pid: number, core: number): void {
  let reason = "";
  // A thread may end between being listed and being pinned.
  for (let attempt = 0; attempt < 5; attempt++) {
    const { status, stderr, error } = spawnSync("taskset", ["-a", "-c", "-p", String(core), String(pid)]);
    if (status === 0) return;
    reason = error?.message ?? String(stderr);
  }
  throw new Error(`Cannot pin a process to a core: ${reason}`);
}

/** CPU seconds that these processes and all that they started have used so far. */
export function readCpu(pids: number[]): number {
  const all = listProcesses();
  const tree = new Set(pids);
  for (let size = 0; size < tree.size;) {
    size = tree.size;
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid);
  }
  return all.filter(({ pid }) => tree.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0) / TICKS;
}

/** Resident memory of one process, in bytes. */
export function readMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

function listProcesses(): { pid: number; parent: number; ticks: number }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The program's name may contain blanks, so the fields are counted from behind it.
        const fields = readFileSync(`/proc/${name}/stat`, "utf8")
          .replace(/^.*\) /s, "")
          .split(" ");
        // Also of children that have ended and were waited for: PostgreSQL's backends come and go.
        const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
        return [{ pid: Number(name), parent: Number(fields[1]), ticks }];
      } catch {
        return []; // It has ended meanwhile.
      }
    });
}

export function findMedian(values: number[]): number {
  return findQuantile(values, 0.5);
}

/** The value that a share of all are not above; NaN of none. */
export function findQuantile(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
