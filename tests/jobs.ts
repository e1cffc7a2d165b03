import { sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";

/** Lets the time come for which jobs wait, and runs them; tells how many runs that were. */
export async function letTimePass(): Promise<number> {
  await db().execute(
    sql`update pgboss.job set start_after = now() - interval '1 second' where state < 'active'`,
  );
  return workOffJobs();
}
