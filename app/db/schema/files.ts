import { bigint, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { users } from "./accounts.ts";
import { channels, messages } from "./conversations.ts";
import { time } from "./time.ts";

/** What people attach to messages. Each row records where its bytes are, so that a change of back end leaves the old ones readable. */
export const files = pgTable(
  "files",
  {
    id: uuid("id").primaryKey(),
    uploaderId: uuid("uploader_id")
      .notNull()
      .references(() => users.id),
    channelId: uuid("channel_id")
      .notNull()
      .references(() => channels.id),
    /** Null until it is sent; those that never are get removed after a day. */
    messageId: uuid("message_id").references(() => messages.id),
    name: text("name").notNull(),
    type: text("type").notNull(),
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    width: integer("width"),
    height: integer("height"),
    /** The back end of the storage, and the key there. */
    storage: text("storage").notNull(),
    key: text("key").notNull(),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [
    index("files_message_index").on(table.messageId),
    index("files_channel_index").on(table.channelId, table.createdAt),
  ],
);
