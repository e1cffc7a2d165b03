import { join } from "node:path";
import { env } from "../env.server.ts";
import { logger } from "../logger.server.ts";
import { startEmbeddedPostgres } from "./embedded.server.ts";

export interface PostgresServer {
  url: string;
  stop(): Promise<void>;
}

/** A PostgreSQL to use: the one at DATABASE_URL, or an embedded one in DATA_DIR. Throws `DatabaseStartError`. */
export async function startPostgres(): Promise<PostgresServer> {
  const { DATABASE_URL, DATA_DIR } = env();
  if (DATABASE_URL) return { url: DATABASE_URL, stop: async () => {} };
  return startEmbeddedPostgres({
    folder: join(DATA_DIR, "postgres"),
    database: "parley",
    log: (message) => logger().info({ door: "boot" }, message),
  });
}
