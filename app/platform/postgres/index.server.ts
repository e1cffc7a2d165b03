import { join } from "node:path";
import postgres from "postgres";
import { env } from "../env.server.ts";
import { logger } from "../logger.server.ts";
import { DatabaseStartError, startEmbeddedPostgres } from "./embedded.server.ts";

export interface PostgresServer {
  url: string;
  stop(): Promise<void>;
}

/** A PostgreSQL to use: the one at DATABASE_URL, or an embedded one in DATA_DIR. Throws `DatabaseStartError`. */
export async function startPostgres(): Promise<PostgresServer> {
  const { DATABASE_URL, DATA_DIR } = env();
  if (DATABASE_URL) {
    await requireConnection(DATABASE_URL);
    return { url: DATABASE_URL, stop: async () => {} };
  }
  return startEmbeddedPostgres({
    folder: join(DATA_DIR, "postgres"),
    database: "parley",
    log: (message) => logger().info({ door: "boot" }, message),
  });
}

/** Tries the database once, so that a wrong address is one sentence at the start and not a failure of every page. */
async function requireConnection(url: string): Promise<void> {
  const client = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await client`select 1`;
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    const reason = error instanceof Error && "code" in error ? String(error.code) : "no answer";
    // The server's own words may quote the password; its code does not.
    throw new DatabaseStartError(
      `DATABASE_URL: cannot use the database ${pathname.slice(1)} at ${hostname}:${port || 5432} (${reason}).`,
      { cause: error },
    );
  } finally {
    await client.end({ timeout: 1 });
  }
}
