import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { channels, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { findStanding } from "#app/domain/memberships/membership.policy.server.ts";
import { toUserView } from "#app/domain/users/user-view.server.ts";
import type { UserView } from "#app/shared/views.ts";

/** Who made a channel; null where that is not known. Throws `not_found` for one that the actor may not know of. */
export async function findCreator(actor: Actor, channelId: string): Promise<UserView | null> {
  await findStanding(actor, channelId);
  const [row] = await db()
    .select({ user: users })
    .from(channels)
    .innerJoin(users, eq(users.id, channels.createdBy))
    .where(eq(channels.id, channelId));
  return row ? toUserView(row.user) : null;
}
