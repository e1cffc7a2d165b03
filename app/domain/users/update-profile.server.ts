import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToPeers } from "#app/domain/announcements/announce.server.ts";
import { findChannelIdsOf } from "#app/domain/memberships/list-members.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { OwnUserView } from "#app/shared/views.ts";
import { toOwnUserView, toUserView } from "./user-view.server.ts";
import type { UpdateProfileInput } from "./users.schema.ts";

/** The actor's own account. */
export async function getOwnUser(actor: Actor): Promise<OwnUserView> {
  const row = await db().query.users.findFirst({ where: eq(users.id, actor.userId) });
  if (!row) throw new AppError("unauthenticated");
  return toOwnUserView(row);
}

/** Changes what was given of one's own profile and leaves the rest. */
export async function updateProfile(actor: Actor, input: UpdateProfileInput): Promise<OwnUserView> {
  if (Object.values(input).every((value) => value === undefined)) return getOwnUser(actor);
  await consumeLimit("write by user", actor.userId);
  const [row] = await db().update(users).set(input).where(eq(users.id, actor.userId)).returning();
  if (!row) throw new AppError("unauthenticated");
  announceToPeers(row.id, await findChannelIdsOf(row.id), "user:changed", { user: toUserView(row) });
  return toOwnUserView(row);
}
