import { eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { passwords, users } from "#app/db/schema/index.ts";
import type { UserRow } from "./user-view.server.ts";

/** Somebody with the state of their password as it was when they showed who they are. */
export type ProvenUser = UserRow & { passwordState?: number };

/** A number that changes with every new password; 0 where there is none. */
export async function findPasswordState(userId: string, database: Queryable = db()): Promise<number> {
  const row = await database.query.passwords.findFirst({ where: eq(passwords.userId, userId) });
  return toPasswordState(row?.changedAt);
}

/** As `findPasswordState`, for whoever has read the row. */
export function toPasswordState(changedAt: Date | null | undefined): number {
  return changedAt?.getTime() ?? 0;
}

/**
 * Locks an account whose password is still the one of this state; null where it is not. What sets or removes a password
 * locks the account for an update, so nobody does until the transaction ends.
 */
export async function lockSamePassword(
  transaction: Queryable,
  userId: string,
  state: number,
  strength: "share" | "update" = "share",
): Promise<UserRow | null> {
  const [user] = await transaction.select().from(users).where(eq(users.id, userId)).for(strength);
  return user && (await findPasswordState(userId, transaction)) === state ? user : null;
}
