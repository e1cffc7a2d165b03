import { eq } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { identities } from "#app/db/schema/index.ts";

/** Unlinks every account elsewhere, when the account is erased. */
export async function removeAllIdentities(database: Queryable, userId: string): Promise<void> {
  await database.delete(identities).where(eq(identities.userId, userId));
}
