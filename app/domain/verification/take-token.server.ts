import { eq } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { findMailedToken, spendMailedToken, type Purpose } from "#app/domain/tokens/mailed-tokens.server.ts";
import { AppError } from "#app/shared/errors.ts";

/**
 * Uses a token up and finds whose it is; the account stays as it is until the transaction ends. The account is locked
 * first: whoever holds one may go on to remove its tokens.
 * Throws `gone` for a token that is no longer good, and for an account that is deactivated.
 */
export async function takeToken(transaction: Queryable, token: string, ...purposes: Purpose[]) {
  const found = await findMailedToken(token, ...purposes);
  const [user] = found
    ? await transaction.select().from(users).where(eq(users.id, found.userId)).for("update")
    : [];
  if (!user || user.deactivatedAt) throw new AppError("gone", { key: "errors.link_expired" });
  return { user, row: await spendMailedToken(transaction, token, ...purposes) };
}
