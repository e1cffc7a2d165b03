// A PostgreSQL of its own on a port that stays the same, to be crashed and started again under those who use it.
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import postgres from "postgres";
import { loadBinaries } from "#app/platform/postgres/binaries.server.ts";
import { prepareDataFolder } from "#app/platform/postgres/data-folder.server.ts";
import { findFreePort } from "#app/platform/postgres/free-port.server.ts";
import { POSTGRES_USER } from "#app/platform/postgres/initdb.server.ts";
import { launchPostmaster } from "#app/platform/postgres/launch.server.ts";
import { isAlive } from "#app/platform/postgres/postmaster-pid.server.ts";

export interface PostgresServer {
  url: string;
  /** Breaks off all that is under way, without a checkpoint: the next start recovers from the log. */
  crash(): Promise<void>;
  start(): Promise<void>;
}

/** Starts one on an empty folder below `parent`, with an empty database in it. */
export async function startPostgresServer(parent: string): Promise<PostgresServer> {
  const silent = () => {};
  const { initdb, postgres: program } = await loadBinaries();
  const { folder, password } = await prepareDataFolder(join(parent, "postgres"), initdb, silent);
  const port = await findFreePort();
  let pid: number | null = null;

  async function start(): Promise<void> {
    const options = { folder, postgres: program, logFile: `${folder}.log`, log: silent };
    pid = await launchPostmaster({ ...options, choosePort: async () => port });
  }

  await start();
  const server = `postgres://${POSTGRES_USER}:${password}@127.0.0.1:${port}`;
  const sql = postgres(`${server}/postgres`, { max: 1 });
  await sql`create database parley`;
  await sql.end();
  return {
    url: `${server}/parley`,
    start,
    async crash() {
      if (pid === null) return;
      process.kill(pid, "SIGQUIT");
      while (isAlive(pid)) await setTimeout(20);
      pid = null;
    },
  };
}
