import { sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { probe, probeStorage } from "#app/platform/health.server.ts";
import packageJson from "../../../package.json" with { type: "json" };

/** The state of each capability; `uptime` in seconds. */
export async function readHealth() {
  const [database, storage] = await Promise.all([probe(() => db().execute(sql`select 1`)), probeStorage()]);
  // Key-value lives in this process and search in the database, until they are given servers of their own.
  const checks = { database, keyvalue: "ok" as const, search: database, storage };
  const isUp = Object.values(checks).every((check) => check === "ok");
  return {
    status: isUp ? ("ok" as const) : ("down" as const),
    version: packageJson.version,
    uptime: Math.round(process.uptime()),
    checks,
  };
}
