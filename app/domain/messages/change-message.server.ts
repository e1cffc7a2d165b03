import { eq } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { db, type Queryable } from "#app/db/client.server.ts";
import { messages, timelines } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceToChannel } from "#app/domain/announcements/announce.server.ts";
import { announceInboxes } from "#app/domain/inbox/count-inbox.server.ts";
import { findStanding, type Standing } from "#app/domain/memberships/membership.policy.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { MessageView } from "#app/shared/views.ts";
import { inOrder } from "./in-order.server.ts";
import { toMessageView, type MessageRow } from "./message-view.server.ts";

/** What a verb decides by. Until the transaction ends, neither the message nor its channel can change. */
export interface Scene {
  transaction: Queryable;
  row: MessageRow;
  standing: Standing;
}

type Values = Omit<PgUpdateSetSource<typeof messages>, "id" | "channelId" | "seq" | "version">;
/** Authorises, writes what belongs to the change in other tables, and answers the new values: null, nothing changes. */
type Decide = (scene: Scene) => Promise<Values | null> | Values | null;

/**
 * Changes one message, with a new version of its channel, and tells the members after the commit. Every verb that changes
 * a message goes this way, so that of several at once each sees what the other has left. Whoever is named by it only now,
 * or no more, is told what is in their inbox. Throws `not_found` where there is
 * none, or none that the actor may know of, and whatever `decide` throws.
 */
export async function changeMessage(actor: Actor, messageId: string, decide: Decide): Promise<MessageView> {
  const { message, concerned } = await changeInOrder(actor, messageId, decide);
  await announceInboxes(concerned);
  return message;
}

function changeInOrder(
  actor: Actor,
  messageId: string,
  decide: Decide,
): Promise<{ message: MessageView; concerned: Set<string> }> {
  // From the call on, so that of two changes by one person the later one stays, however long the look for the channel takes.
  return inOrder(`message ${messageId}`, async () => {
    const { channelId } = await findMessage(messageId);
    return inOrder(channelId, async () => {
      const { before, row, isChanged } = await db().transaction(async (transaction) => {
        const standing = await findStanding(actor, channelId, transaction);
        return writeChange(transaction, { messageId, standing, decide });
      });
      const message = toMessageView(row);
      if (isChanged) announceToChannel(channelId, "message:updated", { message, version: message.version });
      return { message, concerned: new Set(before.mentions).symmetricDifference(new Set(row.mentions)) };
    });
  });
}

async function writeChange(
  transaction: Queryable,
  { messageId, standing, decide }: { messageId: string; standing: Standing; decide: Decide },
): Promise<{ before: MessageRow; row: MessageRow; isChanged: boolean }> {
  const ofChannel = eq(timelines.channelId, standing.channelId);
  // The channel's counters are the lock of everything that changes its messages.
  const [timeline] = await transaction.select().from(timelines).where(ofChannel).for("no key update");
  const row = await findMessage(messageId, transaction);
  const values = await decide({ transaction, row, standing });
  if (!values || !timeline) return { before: row, row, isChanged: false };
  const version = timeline.version + 1;
  await transaction.update(timelines).set({ version }).where(ofChannel);
  const [changed] = await transaction
    .update(messages)
    .set({ ...values, version })
    .where(eq(messages.id, messageId))
    .returning();
  return { before: row, row: changed ?? row, isChanged: true };
}

/** Any message, whoever may see it. Throws `not_found`. */
export async function findMessage(messageId: string, database: Queryable = db()): Promise<MessageRow> {
  const row = await database.query.messages.findFirst({ where: eq(messages.id, messageId) });
  if (!row) throw new AppError("not_found");
  return row;
}
