import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { connectJobs, disconnectJobs } from "#app/platform/jobs/connection.server.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import { MINUTE, SECOND } from "#app/shared/time.ts";
import * as schema from "./schema/index.ts";

export type Database = PostgresJsDatabase<typeof schema>;
/** A database or a transaction in it. */
export type Queryable = Pick<Database, "select" | "insert" | "update" | "delete" | "execute" | "query">;

interface Connection {
  url: string;
  client: postgres.Sql;
  database: Database;
}

const holder = singleton("database", () => ({ current: undefined as Connection | undefined }));

/** Opens the pool. Called once at boot, and by tests with a database of their own. */
export function connectDatabase(url: string, { connections = 16 } = {}): void {
  const client = postgres(url, {
    max: connections,
    onnotice: () => {},
    // The driver's own waits grow to 20 s, for which people would wait after a database is back.
    backoff: (attempt) => Math.min(0.05 * 2 ** attempt, 1),
    connection: {
      application_name: "parley",
      // Others wait in line behind a question: one that is never answered, or a lock that is never let go, must end.
      statement_timeout: 30 * SECOND,
      lock_timeout: 10 * SECOND,
      idle_in_transaction_session_timeout: MINUTE,
    },
  });
  holder.current = { url, client, database: drizzle(client, { schema }) };
  connectJobs(url);
}

/** The pool. Throws when nothing was connected: a programming error, not an outage. */
export function db(): Database {
  if (!holder.current) throw new Error("The database is not connected yet.");
  return holder.current.database;
}

/**
 * The driver itself, for statements that run often enough to be prepared: drizzle asks the server to describe each one
 * anew, which is a second round trip. It leaves timestamps and 64-bit numbers as text.
 */
export function driver(): postgres.Sql {
  if (!holder.current) throw new Error("The database is not connected yet.");
  return holder.current.client;
}

/** Lets running queries end, for at most `seconds`, and closes the pool. */
export async function disconnectDatabase(seconds = 5): Promise<void> {
  const connection = holder.current;
  holder.current = undefined;
  await Promise.all([disconnectJobs(seconds), connection?.client.end({ timeout: seconds })]);
}
