import { index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { users } from "./accounts.ts";
import { channels, messages } from "./conversations.ts";
import { time } from "./time.ts";

/** What one person keeps for themselves: nobody else ever sees these rows. */
const owner = () =>
  uuid("user_id")
    .notNull()
    .references(() => users.id);

/** What was typed and not sent. */
export const drafts = pgTable(
  "drafts",
  {
    userId: owner(),
    channelId: uuid("channel_id")
      .notNull()
      .references(() => channels.id, { onDelete: "cascade" }),
    /** The thread it is for; the channel's id where it is for the channel itself, since a key has no nulls. */
    placeId: uuid("place_id").notNull(),
    body: text("body").notNull(),
    savedAt: time("saved_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.placeId] })],
);

export const savedMessages = pgTable(
  "saved_messages",
  {
    userId: owner(),
    messageId: uuid("message_id")
      .notNull()
      .references(() => messages.id),
    savedAt: time("saved_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.messageId] })],
);

/** Messages that are to be sent later. A row goes once its message is there. */
export const scheduledMessages = pgTable(
  "scheduled_messages",
  {
    id: uuid("id").primaryKey(),
    userId: owner(),
    channelId: uuid("channel_id")
      .notNull()
      .references(() => channels.id, { onDelete: "cascade" }),
    parentId: uuid("parent_id"),
    quoteId: uuid("quote_id"),
    body: text("body").notNull(),
    /** With it the message is sent, so that a second run of the job sends nothing twice. */
    clientId: uuid("client_id").notNull(),
    sendAt: time("send_at").notNull(),
    /** Why it could not be sent, as an error code; null while it waits. */
    failure: text("failure"),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [
    index("scheduled_messages_user_index").on(table.userId, table.sendAt),
    uniqueIndex("scheduled_messages_client_key").on(table.userId, table.clientId),
  ],
);

export const reminders = pgTable(
  "reminders",
  {
    id: uuid("id").primaryKey(),
    userId: owner(),
    text: text("text").notNull(),
    /** Where it was asked for, or what it is about. */
    channelId: uuid("channel_id").references(() => channels.id, { onDelete: "cascade" }),
    messageId: uuid("message_id").references(() => messages.id),
    dueAt: time("due_at").notNull(),
    /** When the person was reminded; null while it waits. */
    remindedAt: time("reminded_at"),
    /** When they had seen it. */
    doneAt: time("done_at"),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [index("reminders_user_index").on(table.userId, table.dueAt)],
);
