import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToUser } from "#app/domain/announcements/announce.server.ts";
import { selectInbox } from "./inbox-entries.server.ts";

/** A badge says no more than that there are many. */
const COUNTED_MAX = 100;

type Owner = Pick<Actor, "userId">;

/** How much there is in one's inbox that came since one last looked; at most 100. */
export async function countInbox(owner: Owner): Promise<number> {
  const seenAt = await findSeenAt(owner);
  const { userId } = owner;
  return (await selectInbox({ userId, seenAt, limit: COUNTED_MAX, onlyUnread: true })).length;
}

/** When somebody last looked at their inbox. */
export async function findSeenAt({ userId }: Owner): Promise<Date> {
  const [row] = await db().select({ at: users.inboxSeenAt }).from(users).where(eq(users.id, userId));
  if (!row) throw new Error("There is no such account.");
  return row.at;
}

/** After commit: tells each of these people, one after the other. */
export async function announceInboxes(userIds: Iterable<string>): Promise<void> {
  for (const userId of userIds) await announceInbox({ userId });
}

/** After commit: tells a person's devices how much is unread in their inbox. */
export async function announceInbox(owner: Owner): Promise<void> {
  announceToUser(owner.userId, "inbox:changed", { unread: await countInbox(owner) });
}
