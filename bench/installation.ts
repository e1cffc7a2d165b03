// What is judged: Parley as it is built, and its PostgreSQL, both on one core.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { JUDGED_CORE, pin } from "./measure.ts";
import { startParley, type ParleyProcess } from "../tests/faults/parley-process.ts";
import { startPostgresServer } from "../tests/faults/postgres-server.ts";
import { findFreePort } from "#app/platform/postgres/free-port.server.ts";

/** Both processes have to sign alike: the people of a bench get their tokens from us. */
const SESSION_SECRET = "the bench signs its own people in";

export interface Judged {
  url: string;
  databaseUrl: string;
  /** The server's own process. */
  serverPid: number;
  /** All that is judged, with what they start. */
  pids: number[];
  /** A fresh server on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startJudged(): Promise<Judged> {
  const parent = resolve(".data/bench");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "run-"));
  const postgres = await startPostgresServer(folder);
  const postmaster = Number((await readFile(join(folder, "postgres/postmaster.pid"), "utf8")).split("\n")[0]);
  pin(postmaster, JUDGED_CORE);
  process.env["SESSION_SECRET"] = SESSION_SECRET;
  process.env["RATE_LIMIT_SCALE"] = "0";
  const settings = { DATABASE_URL: postgres.url, DATA_DIR: join(folder, "data"), SESSION_SECRET };
  let server: ParleyProcess | undefined;
  const judged: Judged = {
    url: "",
    databaseUrl: postgres.url,
    serverPid: 0,
    pids: [],
    async restart() {
      await server?.kill();
      server = await startParley({ ...settings, PORT: String(await findFreePort()) });
      pin(server.pid, JUDGED_CORE);
      Object.assign(judged, { url: server.url, serverPid: server.pid, pids: [postmaster, server.pid] });
    },
    async stop() {
      await server?.kill();
      await postgres.crash();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await judged.restart();
  return judged;
}

export interface Bare {
  url: string;
  pid: number;
  stop(): void;
}

/** Bare Socket.IO in a process of its own. */
export async function startBare(): Promise<Bare> {
  const child = fork(fileURLToPath(new URL("./bare-server.ts", import.meta.url)));
  pin(child.pid!, JUDGED_CORE);
  const [url] = (await once(child, "message")) as [string];
  return { url, pid: child.pid!, stop: () => child.disconnect() };
}

/** Eight clients that insert rows one by one; how many a second, and how long each took in milliseconds. */
export async function runInserts(task: object): Promise<{ perSecond: number; latencies: number[] }> {
  const child = fork(fileURLToPath(new URL("./inserts.ts", import.meta.url)));
  child.send(task);
  const [result] = (await once(child, "message")) as [{ perSecond: number; latencies: number[] }];
  child.disconnect();
  return result;
}
