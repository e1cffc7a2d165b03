import { lte, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { announceUser } from "./announce-user.server.ts";

/** Empties statuses that have expired and tells who sees them. Views count them as empty before that already. */
export async function sweepStatuses(): Promise<void> {
  const emptied = await db()
    .update(users)
    .set({ statusText: "", statusEmoji: "", statusExpiresAt: null })
    .where(lte(users.statusExpiresAt, sql`now()`))
    .returning({ id: users.id });
  for (const { id } of emptied) await announceUser(id);
}

// Forms let a status end at a full minute, so nobody waits for the next one.
defineJob("users.sweep-statuses", sweepStatuses, { every: "* * * * *", retryLimit: 0 });
