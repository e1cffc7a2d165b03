import { sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { probe, probeStorage } from "#app/platform/health.server.ts";
import { keyValue } from "#app/platform/keyvalue/index.server.ts";
import packageJson from "../../../package.json" with { type: "json" };

/**
 * The state of each capability; `uptime` in seconds. `status` is "down" where a needed one is. A lost Redis is none of
 * these: people are still served, only that limits count and events reach one process at a time.
 */
export async function readHealth() {
  const redis = keyValue();
  const [database, storage, keyvalue] = await Promise.all([
    probe(() => db().execute(sql`select 1`)),
    probeStorage(),
    redis ? probe(() => redis.ping()) : ("ok" as const),
  ]);
  // Search is part of the database, until it is given a server of its own.
  const checks = { database, keyvalue, search: database, storage };
  const isUp = database === "ok" && storage === "ok";
  return {
    status: isUp ? ("ok" as const) : ("down" as const),
    version: packageJson.version,
    uptime: Math.round(process.uptime()),
    checks,
  };
}
