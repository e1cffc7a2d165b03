import { eq, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { announceInbox } from "./count-inbox.server.ts";

/** Notes that one has looked at one's inbox, and tells one's devices that nothing is unread there. Throws `rate_limited`. */
export async function markInboxSeen(actor: Actor): Promise<void> {
  await consumeLimit("write by user", actor.userId);
  await db()
    .update(users)
    // As messages are dated, after any wait for the row.
    .set({ inboxSeenAt: sql`clock_timestamp()` })
    .where(eq(users.id, actor.userId));
  await announceInbox(actor);
}
