import { join } from "node:path";
import { connectDatabase, disconnectDatabase } from "#app/db/client.server.ts";
import { migrateDatabase } from "#app/db/migrate.server.ts";
import { hasAccounts } from "#app/domain/users/sign-up.server.ts";
import { startPostgres } from "#app/platform/postgres/index.server.ts";
import { fillInstallation } from "./seed/fill-installation.ts";
import { PASSWORD } from "./seed/people.ts";

/* Fills an empty installation with people and conversations, through the same verbs as any door. */

process.env["RATE_LIMIT_SCALE"] = "0";
process.env["LOG_LEVEL"] ??= "warn";

async function seed(): Promise<void> {
  if (await hasAccounts()) {
    console.log("There are accounts already, so nothing was added.");
    return;
  }
  // The last word is a little while ago, or when `SEED_UNTIL` says: pictures of it are to be the same on any day.
  const until = process.env["SEED_UNTIL"];
  const people = await fillInstallation(until ? new Date(until) : new Date(Date.now() - 60_000));
  console.log(`Added ${Object.keys(people).join(", ")}; everybody's password is "${PASSWORD}".`);
}

const postgres = await startPostgres();
try {
  await migrateDatabase(postgres.url, join(import.meta.dirname, "../drizzle"));
  connectDatabase(postgres.url);
  await seed();
} finally {
  await disconnectDatabase();
  await postgres.stop();
}
