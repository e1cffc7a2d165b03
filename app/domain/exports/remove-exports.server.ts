import { and, eq, isNull, lt, or, sql, type SQL } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { dataExports } from "#app/db/schema/index.ts";
import { removeFilesLater } from "#app/domain/files/remove-files.server.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { DAY } from "#app/shared/time.ts";
import { exportKey } from "./export-view.server.ts";

/** Removes every export of a person, with its file. */
export async function removeExports(transaction: Queryable, userId: string): Promise<void> {
  await removeWhere(transaction, eq(dataExports.userId, userId));
}

/** Removes what can no longer be downloaded, and what failed long ago. */
export async function sweepExports(): Promise<void> {
  const longAgo = new Date(Date.now() - 7 * DAY);
  await db().transaction((transaction) =>
    removeWhere(
      transaction,
      or(
        lt(dataExports.expiresAt, sql`now()`),
        and(isNull(dataExports.readyAt), lt(dataExports.createdAt, longAgo)),
      ),
    ),
  );
}

async function removeWhere(transaction: Queryable, condition: SQL | undefined): Promise<void> {
  const removed = await transaction.delete(dataExports).where(condition).returning({ id: dataExports.id });
  await removeFilesLater(
    transaction,
    removed.map(({ id }) => exportKey(id)),
  );
}

defineJob("exports.sweep", sweepExports, { every: "17 * * * *", retryLimit: 0 });
