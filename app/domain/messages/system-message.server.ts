import { eq, sql } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { messages, timelines } from "#app/db/schema/index.ts";
import { announceToChannel } from "#app/domain/announcements/announce.server.ts";
import { describeEvent } from "#app/shared/system-events.ts";
import { createId } from "#app/shared/ids.ts";
import type { SystemEvent } from "#app/shared/views.ts";
import { toMessageView, type MessageRow } from "./message-view.server.ts";

/**
 * Writes down what somebody did to a channel as a message in it, in the transaction that does it; `announceMessage` tells
 * it after the commit. Both belong inside `inOrder`. It takes the channel's next number and version and counts as unread
 * for nobody.
 */
export async function writeSystemMessage(
  transaction: Queryable,
  actorId: string,
  channelId: string,
  event: SystemEvent,
): Promise<MessageRow> {
  const [timeline] = await transaction
    .update(timelines)
    .set({ lastSeq: sql`${timelines.lastSeq} + 1`, version: sql`${timelines.version} + 1` })
    .where(eq(timelines.channelId, channelId))
    .returning();
  if (!timeline) throw new Error("A channel has no timeline.");
  const [row] = await transaction
    .insert(messages)
    .values({
      id: createId(),
      channelId,
      seq: timeline.lastSeq,
      version: timeline.version,
      textNo: timeline.lastTextNo,
      kind: "system",
      authorId: actorId,
      clientId: createId(),
      body: describeEvent(event),
      event,
      // After the wait for the channel's turn, so that time rises with the number.
      createdAt: sql`clock_timestamp()`,
    })
    .returning();
  if (!row) throw new Error("An insert returned nothing.");
  return row;
}

/** After commit: tells the members of a message that is new. */
export function announceMessage(row: MessageRow): void {
  const message = toMessageView(row);
  announceToChannel(row.channelId, "message:created", { message, version: message.version });
}
