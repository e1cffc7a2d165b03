import { and, isNull, lt, or } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { lockouts } from "#app/db/schema/index.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { DAY } from "#app/shared/time.ts";

/** Removes what counts no longer: failures of yesterday, whose locks are over for a day. */
export async function sweepLockouts(): Promise<void> {
  const longAgo = new Date(Date.now() - DAY);
  await db()
    .delete(lockouts)
    .where(
      and(lt(lockouts.since, longAgo), or(isNull(lockouts.lockedUntil), lt(lockouts.lockedUntil, longAgo))),
    );
}

defineJob("lockouts.sweep", sweepLockouts, { every: "43 3 * * *" });
