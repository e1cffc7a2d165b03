import { and, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { channels, memberships } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { AppError } from "#app/shared/errors.ts";

/**
 * The actor's membership of a channel. Throws `forbidden` for a public channel one has not joined, and `not_found` for
 * any other: a private channel does not exist for those outside.
 */
export async function requireMembership(actor: Actor, channelId: string) {
  const [row] = await db()
    .select({ kind: channels.kind, archivedAt: channels.archivedAt, membership: memberships })
    .from(channels)
    .leftJoin(memberships, and(eq(memberships.channelId, channels.id), eq(memberships.userId, actor.userId)))
    .where(eq(channels.id, channelId));
  if (!row) throw new AppError("not_found");
  if (!row.membership) {
    if (row.kind !== "public") throw new AppError("not_found");
    throw new AppError("forbidden", { key: "errors.not_a_member" });
  }
  return { ...row.membership, kind: row.kind, archivedAt: row.archivedAt };
}
