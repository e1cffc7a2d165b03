import { and, eq, gte, or } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { challenges, passkeys, recoveryCodes, totpFactors } from "#app/db/schema/index.ts";

/** Removes every second factor of an account: app, recovery codes, passkeys. */
export async function removeAllFactors(database: Queryable, userId: string): Promise<void> {
  for (const table of [totpFactors, recoveryCodes, passkeys, challenges])
    await database.delete(table).where(eq(table.userId, userId));
}

/**
 * Removes what somebody else may have added to an account or seen of it since then: apps and passkeys that are newer, also
 * an app that took the place of an older one, and all recovery codes.
 */
export async function removeFactorsSince(database: Queryable, userId: string, since: Date): Promise<void> {
  const isNewApp = or(gte(totpFactors.createdAt, since), gte(totpFactors.confirmedAt, since));
  await database.delete(totpFactors).where(and(eq(totpFactors.userId, userId), isNewApp));
  await database.delete(passkeys).where(and(eq(passkeys.userId, userId), gte(passkeys.createdAt, since)));
  for (const table of [recoveryCodes, challenges])
    await database.delete(table).where(eq(table.userId, userId));
}
