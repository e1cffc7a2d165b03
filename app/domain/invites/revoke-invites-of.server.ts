import { and, eq, sql } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { invites } from "#app/db/schema/index.ts";
import { isUsable } from "./invite-view.server.ts";

/** Nobody signs up by the invites of this person from the commit on: who may not make any shall not have some left. */
export async function revokeInvitesOf(transaction: Queryable, userId: string): Promise<void> {
  await transaction
    .update(invites)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(invites.createdBy, userId), isUsable));
}
