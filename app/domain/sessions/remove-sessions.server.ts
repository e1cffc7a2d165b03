import { eq } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { sessions } from "#app/db/schema/index.ts";

/** Forgets every session of a person, ended ones and refresh tokens too, and returns their ids. */
export async function removeSessions(transaction: Queryable, userId: string): Promise<string[]> {
  const removed = await transaction
    .delete(sessions)
    .where(eq(sessions.userId, userId))
    .returning({ id: sessions.id });
  return removed.map(({ id }) => id);
}
