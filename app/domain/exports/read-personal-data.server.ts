import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { drafts, reminders, savedMessages, scheduledMessages, threadFollows } from "#app/db/schema/index.ts";

/** What a person keeps for themselves. Of other people's messages it names the id, and no word of what they say. */
export async function readPersonalData(userId: string) {
  const [written, kept, waiting, wishes, followed] = await Promise.all([
    db()
      .select({ channelId: drafts.channelId, body: drafts.body, savedAt: drafts.savedAt })
      .from(drafts)
      .where(eq(drafts.userId, userId)),
    db()
      .select({ messageId: savedMessages.messageId, savedAt: savedMessages.savedAt })
      .from(savedMessages)
      .where(eq(savedMessages.userId, userId)),
    db()
      .select({
        channelId: scheduledMessages.channelId,
        parentId: scheduledMessages.parentId,
        quoteId: scheduledMessages.quoteId,
        body: scheduledMessages.body,
        sendAt: scheduledMessages.sendAt,
        createdAt: scheduledMessages.createdAt,
      })
      .from(scheduledMessages)
      .where(eq(scheduledMessages.userId, userId)),
    db()
      .select({
        text: reminders.text,
        channelId: reminders.channelId,
        messageId: reminders.messageId,
        dueAt: reminders.dueAt,
        remindedAt: reminders.remindedAt,
        doneAt: reminders.doneAt,
        createdAt: reminders.createdAt,
      })
      .from(reminders)
      .where(eq(reminders.userId, userId)),
    db()
      .select({ rootId: threadFollows.rootId, follows: threadFollows.follows })
      .from(threadFollows)
      .where(eq(threadFollows.userId, userId)),
  ]);
  return {
    drafts: written,
    savedMessages: kept,
    scheduledMessages: waiting,
    reminders: wishes,
    followedThreads: followed,
  };
}
