import { eq } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { mailedTokens } from "#app/db/schema/index.ts";

/** No link that was ever mailed to the person works any more, and none of the addresses they were for is kept. */
export async function removeMailedTokens(transaction: Queryable, userId: string): Promise<void> {
  await transaction.delete(mailedTokens).where(eq(mailedTokens.userId, userId));
}
