import { and, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { channels, memberships } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { enterChannel } from "#app/domain/memberships/join-channel.server.ts";
import { requirePermission } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { ChannelKind, ChannelView } from "#app/shared/views.ts";
import { isCode } from "./join-link.server.ts";

/** What a join link opens, as far as whoever has it may know before they join. */
export interface JoinOffer {
  name: string | null;
  kind: ChannelKind;
  memberCount: number;
  /** Where the reader is in already. */
  channelId: string | null;
}

/**
 * The channel behind the code of a join link. Throws `forbidden` without channel.join, `not_found` for a code that is no
 * good, `gone` for an archived channel, `rate_limited`.
 */
export async function findChannelByCode(actor: Actor, code: string): Promise<JoinOffer> {
  const { channel, isInside } = await findByCode(actor, code);
  if (channel.archivedAt) throw new AppError("gone", { key: "errors.channel_archived" });
  const { id, name, kind, memberCount } = channel;
  return { name, kind, memberCount, channelId: isInside ? id : null };
}

/** Enters the channel behind the code of a join link; who is in already stays. Throws as `findChannelByCode`. */
export async function joinByCode(actor: Actor, code: string): Promise<ChannelView> {
  await consumeLimit("channel act by user", actor.userId);
  const { channel } = await findByCode(actor, code);
  return enterChannel(actor, channel.id, async (transaction) => {
    const [kept] = await transaction
      .select({ archivedAt: channels.archivedAt })
      .from(channels)
      .where(and(eq(channels.id, channel.id), eq(channels.joinCode, code)))
      .for("no key update");
    if (!kept) throw new AppError("not_found");
    return kept;
  });
}

async function findByCode(actor: Actor, code: string) {
  requirePermission(actor, "channel.join");
  await consumeLimit("join code by user", actor.userId);
  if (!isCode(code)) throw new AppError("not_found");
  const [row] = await db()
    .select({ channel: channels, userId: memberships.userId })
    .from(channels)
    .leftJoin(memberships, and(eq(memberships.channelId, channels.id), eq(memberships.userId, actor.userId)))
    .where(eq(channels.joinCode, code));
  if (!row) throw new AppError("not_found");
  return { channel: row.channel, isInside: row.userId !== null };
}
