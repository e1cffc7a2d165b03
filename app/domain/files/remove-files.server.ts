import { and, eq, inArray, isNull, lt, type SQL } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { files } from "#app/db/schema/index.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { storage } from "#app/platform/storage/index.server.ts";
import { DAY } from "#app/shared/time.ts";

const removalJob = defineJob<{ keys: string[] }>("files.remove", async ({ keys }) => {
  for (const key of keys) await storage().remove(key);
});

/** Removes stored files once the transaction is committed, however often it takes; if it is rolled back they stay. */
export async function removeFilesLater(transaction: Queryable, keys: string[]): Promise<void> {
  if (keys.length > 0) await removalJob.enqueue(transaction, { keys });
}

/** Removes the files of messages that are no more. */
export async function removeFilesOfMessages(transaction: Queryable, messageIds: string[]): Promise<void> {
  await removeWhere(transaction, inArray(files.messageId, messageIds));
}

/** Removes what a person uploaded and never sent. */
export async function removeUnsentFilesOf(transaction: Queryable, userId: string): Promise<void> {
  await removeWhere(transaction, and(eq(files.uploaderId, userId), isNull(files.messageId)));
}

/** Removes what was uploaded more than a day ago and never sent. */
export async function sweepUnsentFiles(): Promise<void> {
  const longAgo = new Date(Date.now() - DAY);
  await db().transaction((transaction) =>
    removeWhere(transaction, and(isNull(files.messageId), lt(files.createdAt, longAgo))),
  );
}

async function removeWhere(transaction: Queryable, condition: SQL | undefined): Promise<void> {
  const removed = await transaction.delete(files).where(condition).returning({ key: files.key });
  await removeFilesLater(
    transaction,
    removed.map(({ key }) => key),
  );
}

defineJob("files.sweep-unsent", sweepUnsentFiles, { every: "37 * * * *", retryLimit: 0 });
