import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { announceToPeers } from "#app/domain/announcements/announce.server.ts";
import { findChannelIdsOf } from "#app/domain/memberships/list-members.server.ts";
import { toUserView } from "./user-view.server.ts";

/** After commit: everybody who shares a channel with the person, and their own devices, see the change at once. */
export async function announceUser(userId: string): Promise<void> {
  const row = await db().query.users.findFirst({ where: eq(users.id, userId) });
  if (row) announceToPeers(userId, await findChannelIdsOf(userId), "user:changed", { user: toUserView(row) });
}
