import { and, eq, isNull } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { AppError } from "#app/shared/errors.ts";
import type { UserRow } from "./user-view.server.ts";

/** Notes whose files are the person's picture from now on. Throws `unauthenticated` once the account is gone. */
export async function replaceAvatar(
  transaction: Queryable,
  userId: string,
  avatarId: string | null,
): Promise<{ before: UserRow; after: UserRow }> {
  const isLiving = and(eq(users.id, userId), isNull(users.erasedAt));
  const [before] = await transaction.select().from(users).where(isLiving).for("update");
  const [after] = await transaction.update(users).set({ avatarId }).where(isLiving).returning();
  if (!before || !after) throw new AppError("unauthenticated");
  return { before, after };
}
