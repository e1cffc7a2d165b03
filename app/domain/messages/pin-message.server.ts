import { and, count, eq, isNotNull, sql } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { messages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { PINS_MAX } from "#app/shared/limits.ts";
import type { MessageView } from "#app/shared/views.ts";
import { changeMessage } from "./change-message.server.ts";
import { requireLiving, requireText, requireWriting } from "./messages.policy.server.ts";

/**
 * Pins a message to its channel, for whoever may write there; once more changes nothing. Throws as `requireWriting`,
 * `gone` for a deleted message, `conflict` for one of the system and for one pin too many, `rate_limited`.
 */
export async function pinMessage(actor: Actor, messageId: string): Promise<MessageView> {
  await consumeLimit("edit by user", actor.userId);
  return changeMessage(actor, messageId, async ({ transaction, row, standing }) => {
    requireWriting(actor, standing);
    requireText(row);
    requireLiving(row);
    if (row.pinnedAt) return null;
    if ((await countPins(transaction, row.channelId)) >= PINS_MAX)
      throw new AppError("conflict", { key: "errors.too_many_pins" });
    return { pinnedAt: sql`clock_timestamp()`, pinnedBy: actor.userId };
  });
}

/** Takes the pin away; where there is none, nothing changes. Throws as `requireWriting`, `rate_limited`. */
export async function unpinMessage(actor: Actor, messageId: string): Promise<MessageView> {
  await consumeLimit("edit by user", actor.userId);
  return changeMessage(actor, messageId, ({ row, standing }) => {
    requireWriting(actor, standing);
    return row.pinnedAt ? { pinnedAt: null, pinnedBy: null } : null;
  });
}

async function countPins(transaction: Queryable, channelId: string): Promise<number> {
  const [pinned] = await transaction
    .select({ count: count() })
    .from(messages)
    .where(and(eq(messages.channelId, channelId), isNotNull(messages.pinnedAt)));
  return pinned?.count ?? 0;
}
