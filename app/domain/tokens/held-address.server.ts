import { and, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { mailedTokens } from "#app/db/schema/index.ts";

/**
 * Whether the address may yet go back to an account that has left it: as long as its link for undoing the change works,
 * it is nobody else's. `exceptUserId` may have it.
 */
export async function isHeldAddress(
  database: Queryable,
  email: string,
  exceptUserId?: string,
): Promise<boolean> {
  const held = await database.query.mailedTokens.findFirst({
    where: and(
      eq(mailedTokens.purpose, "undo_email_change"),
      eq(mailedTokens.subject, email),
      isNull(mailedTokens.usedAt),
      gt(mailedTokens.expiresAt, sql`now()`),
      exceptUserId === undefined ? undefined : ne(mailedTokens.userId, exceptUserId),
    ),
  });
  return held !== undefined;
}
