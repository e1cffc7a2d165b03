import { eq, sql } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { revokeInvitesOf } from "#app/domain/invites/revoke-invites-of.server.ts";
import { requireAnotherAdmin } from "./last-admin.server.ts";

/**
 * Nobody can log in to the account from the commit on, nor sign up by its invites; its name and messages stay. The caller
 * ends its sessions after commit. Throws `conflict` for the last admin.
 */
export async function markDeactivated(transaction: Queryable, user: { id: string }): Promise<void> {
  await requireAnotherAdmin(transaction, user.id);
  await transaction
    .update(users)
    .set({ deactivatedAt: sql`now()` })
    .where(eq(users.id, user.id));
  await revokeInvitesOf(transaction, user.id);
}

/** Undoes it. */
export async function markActive(transaction: Queryable, userId: string): Promise<void> {
  await transaction.update(users).set({ deactivatedAt: null }).where(eq(users.id, userId));
}
