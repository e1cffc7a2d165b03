import { and, eq, gte } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { identities } from "#app/db/schema/index.ts";

/** Unlinks every account elsewhere, e.g. when the account is erased. */
export async function removeAllIdentities(database: Queryable, userId: string): Promise<void> {
  await database.delete(identities).where(eq(identities.userId, userId));
}

/** Unlinks the accounts elsewhere that were linked since then. */
export async function removeIdentitiesSince(database: Queryable, userId: string, since: Date): Promise<void> {
  await database
    .delete(identities)
    .where(and(eq(identities.userId, userId), gte(identities.createdAt, since)));
}
