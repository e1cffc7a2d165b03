import type { Queryable } from "#app/db/client.server.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { storage } from "#app/platform/storage/index.server.ts";

const removalJob = defineJob<{ keys: string[] }>("files.remove", async ({ keys }) => {
  for (const key of keys) await storage().remove(key);
});

/** Removes stored files once the transaction is committed, however often it takes; if it is rolled back they stay. */
export async function removeFilesLater(transaction: Queryable, keys: string[]): Promise<void> {
  if (keys.length > 0) await removalJob.enqueue(transaction, { keys });
}
