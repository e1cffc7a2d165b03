// Tests on a Parley of their own, where nobody has an account yet, with settings of its own.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { POSTGRES_USER, PASSWORD_FILE } from "#app/platform/postgres/initdb.server.ts";
import { readPostmaster } from "#app/platform/postgres/postmaster-pid.server.ts";
import { test as base } from "./fixtures.ts";
import { clearPlace, findPlace, ServerProcess } from "./server-process.ts";

export interface Installation {
  url: string;
  dataDir: string;
}

interface Fixtures {
  settings: Record<string, string>;
  installation: Installation;
}

export const test = base.extend<Fixtures>({
  settings: [{}, { option: true }],
  installation: [
    async ({ settings }, provide) => {
      const place = await findPlace();
      const server = new ServerProcess(place, { env: settings });
      await server.isReady();
      await provide({ url: server.url, dataDir: place.dataDir });
      await clearPlace(place, [server]);
    },
    // Of its own, so that a slow start takes no time away from the journey.
    { timeout: 60_000 },
  ],
  baseURL: async ({ installation }, provide) => provide(installation.url),
});

/** Does something while every query that asks this table fails. */
export async function withoutTable(
  { dataDir }: Installation,
  table: string,
  act: () => Promise<void>,
): Promise<void> {
  const folder = join(dataDir, "postgres");
  const { port } = (await readPostmaster(folder)) ?? {};
  const password = readFileSync(join(folder, PASSWORD_FILE), "utf8").trim();
  const sql = postgres(`postgres://${POSTGRES_USER}:${password}@127.0.0.1:${port}/parley`, { max: 1 });
  try {
    await sql`alter table ${sql(table)} rename to elsewhere`;
    await act();
  } finally {
    await sql`alter table if exists elsewhere rename to ${sql(table)}`;
    await sql.end();
  }
}
