import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { installJobs } from "#app/platform/jobs/connection.server.ts";

/** Any constant: all processes that migrate must agree on it. */
const MIGRATION_LOCK = 7_275_391_845;

/**
 * Brings the database at `url` to the newest schema. Safe when several processes start at once: an advisory lock lets
 * one migrate while the others wait, and what is applied already is skipped.
 */
export async function migrateDatabase(url: string, folder: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(client), { migrationsFolder: folder });
    await installJobs(url);
  } finally {
    await client.end({ timeout: 5 });
  }
}
