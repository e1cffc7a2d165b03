import postgres from "postgres";
import { afterAll, beforeAll, inject } from "vitest";
import { connectDatabase, disconnectDatabase } from "#app/db/client.server.ts";

let url = "";

/** What `connectDatabase` takes, for tests that cut the connection and restore it. */
export function databaseUrl(): string {
  return url;
}

/** Gives the test file a database of its own, a clone of the migrated template, and connects the app to it. */
export function withDatabase(): void {
  const name = `test_${process.pid}_${crypto.randomUUID().slice(0, 8)}`;

  beforeAll(async () => {
    await administer((sql) => sql.unsafe(`create database ${name} template parley_template`));
    url = findUrl(name);
    connectDatabase(url);
  });

  afterAll(async () => {
    await disconnectDatabase();
    await administer((sql) => sql.unsafe(`drop database ${name} with (force)`));
  });
}

/** From the side: nothing may be connected to the template while it is cloned. */
async function administer(run: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(findUrl("postgres"), { max: 1, onnotice: () => {} });
  try {
    await run(sql);
  } finally {
    await sql.end();
  }
}

function findUrl(database: string): string {
  return Object.assign(new URL(inject("templateUrl")), { pathname: `/${database}` }).href;
}
