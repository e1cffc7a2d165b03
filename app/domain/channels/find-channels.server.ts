import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { channels, memberships } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { requirePermission } from "#app/domain/policy/policy.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { selectChannelViews } from "./channel-view.server.ts";
import type { BrowseChannelsInput } from "./channels.schema.ts";

/** The conversations the actor is in, apart from archived ones. */
export function listChannels(actor: Actor): Promise<ChannelView[]> {
  return selectChannelViews(actor.userId, and(isNotNull(memberships.userId), isNull(channels.archivedAt)));
}

/** The archived channels the actor is in: nobody writes there, and their members can read them. */
export function listArchivedChannels(actor: Actor): Promise<ChannelView[]> {
  return selectChannelViews(actor.userId, and(isNotNull(memberships.userId), isNotNull(channels.archivedAt)));
}

/** Public channels whose name or topic contains the query, the actor's own included. Throws `forbidden` without channel.join. */
export async function browseChannels(actor: Actor, input: BrowseChannelsInput): Promise<ChannelView[]> {
  requirePermission(actor, "channel.join");
  const pattern = `%${input.query.replace(/[\\%_]/g, "\\$&")}%`;
  const matches = or(sql`${channels.name} ilike ${pattern}`, sql`${channels.topic} ilike ${pattern}`);
  const isOpen = and(eq(channels.kind, "public"), isNull(channels.archivedAt));
  return selectChannelViews(actor.userId, and(isOpen, input.query ? matches : undefined));
}

/** A channel the actor is in, or a public one. Throws `not_found` for any other, whether it exists or not. */
export async function getChannel(actor: Actor, channelId: string): Promise<ChannelView> {
  const mayKnow = or(eq(channels.kind, "public"), isNotNull(memberships.userId));
  const [channel] = await selectChannelViews(actor.userId, and(eq(channels.id, channelId), mayKnow));
  if (!channel) throw new AppError("not_found");
  return channel;
}
