import { mkdir, readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "#app/db/migrate.server.ts";
import { startEmbeddedPostgres } from "#app/platform/postgres/embedded.server.ts";
import { isAlive, readPostmaster, stopPostmaster } from "#app/platform/postgres/postmaster-pid.server.ts";

const FOLDER = resolve(".data/test");
const PREFIX = "vitest-";

declare module "vitest" {
  interface ProvidedContext {
    /** The migrated, empty database that each test file clones. */
    templateUrl: string;
    /** A folder that is gone after the run. */
    runFolder: string;
  }
}

/** One real PostgreSQL for the whole run, with a migrated template database in it. */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  await removeRemains();
  const runFolder = join(FOLDER, `${PREFIX}${process.pid}`);
  await mkdir(runFolder, { recursive: true });
  const server = await startEmbeddedPostgres({
    folder: join(runFolder, "postgres"),
    database: "parley_template",
    log: () => {},
  });
  await migrateDatabase(server.url, resolve("drizzle"));
  project.provide("templateUrl", server.url);
  project.provide("runFolder", runFolder);
  return async () => {
    await server.stop();
    await rm(runFolder, { recursive: true, force: true });
  };
}

/** A run that was killed leaves its folder and a PostgreSQL behind. */
async function removeRemains(): Promise<void> {
  const names = await readdir(FOLDER).catch(() => []);
  for (const name of names.filter((entry) => entry.startsWith(PREFIX))) {
    if (isAlive(Number(name.slice(PREFIX.length)))) continue;
    const folder = join(FOLDER, name, "postgres");
    const running = await readPostmaster(folder).catch(() => null);
    if (running) await stopPostmaster(running.pid, folder, () => {});
    await rm(join(FOLDER, name), { recursive: true, force: true });
  }
}
