import { and, eq, gt, isNotNull, isNull, lte, sql } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { passwords, users } from "#app/db/schema/index.ts";
import { revokeInvitesOf } from "#app/domain/invites/revoke-invites-of.server.ts";
import { erasedUsername } from "#app/shared/names.ts";
import { requireAnotherAdmin } from "./last-admin.server.ts";
import type { UserRow } from "./user-view.server.ts";

/**
 * From the commit on the account is to be deleted, and its sessions can only keep it. Throws `conflict` for the last
 * admin. Undefined when there is no such account any more.
 */
export async function markForDeletion(
  transaction: Queryable,
  userId: string,
  mark: { dueAt: Date; deletesMessages: boolean },
): Promise<UserRow | undefined> {
  await requireAnotherAdmin(transaction, userId);
  const [row] = await transaction
    .update(users)
    .set({ deletionDueAt: mark.dueAt, deletesMessages: mark.deletesMessages })
    .where(and(eq(users.id, userId), isNull(users.erasedAt)))
    .returning();
  return row;
}

/** Undoes it. False when the time is over, or there is nothing to undo. */
export async function clearDeletion(transaction: Queryable, userId: string): Promise<boolean> {
  const kept = await transaction
    .update(users)
    .set({ deletionDueAt: null, deletesMessages: false })
    .where(and(eq(users.id, userId), gt(users.deletionDueAt, sql`now()`)))
    .returning({ id: users.id });
  return kept.length > 0;
}

/** Accounts whose time is over and that were not erased yet. */
export function isDue() {
  return and(isNotNull(users.deletionDueAt), lte(users.deletionDueAt, sql`now()`), isNull(users.erasedAt));
}

/**
 * Takes everything personal out of an account that is due; the row stays, so that messages keep an author. Returns what
 * it was, or undefined when it is not due or another process is at it.
 */
export async function eraseUser(transaction: Queryable, userId: string): Promise<UserRow | undefined> {
  const [before] = await transaction
    .select()
    .from(users)
    .where(and(eq(users.id, userId), isDue()))
    .for("update", { skipLocked: true });
  if (!before) return undefined;
  await transaction
    .update(users)
    .set({
      username: erasedUsername(userId),
      email: null,
      emailVerifiedAt: null,
      displayName: "Deleted user",
      role: "user",
      pronouns: "",
      bio: "",
      statusText: "",
      statusEmoji: "",
      statusExpiresAt: null,
      avatarId: null,
      locale: "en",
      timeZone: "",
      quietFrom: null,
      quietUntil: null,
      snoozedAt: null,
      snoozedUntil: null,
      deactivatedAt: sql`coalesce(${users.deactivatedAt}, now())`,
      deletionDueAt: null,
      deletesMessages: false,
      erasedAt: sql`now()`,
    })
    .where(eq(users.id, userId));
  await revokeInvitesOf(transaction, userId);
  await transaction.delete(passwords).where(eq(passwords.userId, userId));
  return before;
}
