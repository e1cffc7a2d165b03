import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { env } from "../env.server.ts";
import { DatabaseStartError } from "./database-start-error.ts";
import { startPostgres, type PostgresServer } from "./index.server.ts";
import { PASSWORD_FILE, POSTGRES_USER } from "./initdb.server.ts";
import { POLL_MS, readPostmaster } from "./postmaster-pid.server.ts";

/**
 * Parley's database for a script that only looks: the one at DATABASE_URL, the embedded one of the Parley that is running,
 * or the embedded one started for the while. Creates none. Throws `DatabaseStartError`.
 */
export async function visitPostgres(): Promise<PostgresServer> {
  if (env().DATABASE_URL) return startPostgres();
  const folder = join(env().DATA_DIR, "postgres");
  const url = await findRunning(await requireFolder(folder));
  // Its owner stops it, not its visitor.
  return url ? { url, stop: async () => {} } : startPostgres();
}

async function requireFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (cause) {
    throw new DatabaseStartError(`There is no database in ${folder} yet.`, { cause });
  }
}

async function findRunning(folder: string): Promise<string | null> {
  for (;;) {
    const running = await readPostmaster(folder);
    if (!running) return null;
    if (running.isReady) {
      const password = (await readFile(join(folder, PASSWORD_FILE), "utf8")).trim();
      return `postgres://${POSTGRES_USER}:${password}@127.0.0.1:${running.port}/parley`;
    }
    await setTimeout(POLL_MS);
  }
}
