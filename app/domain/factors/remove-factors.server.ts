import { eq } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { challenges, passkeys, recoveryCodes, totpFactors } from "#app/db/schema/index.ts";

/** Removes every second factor of an account: app, recovery codes, passkeys. */
export async function removeAllFactors(database: Queryable, userId: string): Promise<void> {
  for (const table of [totpFactors, recoveryCodes, passkeys, challenges])
    await database.delete(table).where(eq(table.userId, userId));
}
