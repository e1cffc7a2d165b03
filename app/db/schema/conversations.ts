import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "./accounts.ts";
import { time } from "./time.ts";

const counter = (name: string) => bigint(name, { mode: "number" });

export const channels = pgTable(
  "channels",
  {
    id: uuid("id").primaryKey(),
    kind: text("kind", { enum: ["public", "private", "direct"] }).notNull(),
    name: text("name"),
    topic: text("topic").notNull().default(""),
    /** The sorted member ids of a direct conversation, so that the same people always meet in the same one. */
    directKey: text("direct_key"),
    memberCount: integer("member_count").notNull().default(0),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => users.id),
    createdAt: time("created_at").notNull().defaultNow(),
    archivedAt: time("archived_at"),
  },
  (table) => [
    uniqueIndex("channels_direct_key").on(table.directKey),
    uniqueIndex("channels_public_name_key")
      .on(sql`lower(${table.name})`)
      .where(sql`${table.kind} = 'public' and ${table.archivedAt} is null`),
    check("channels_kind", sql`${table.kind} in ('public', 'private', 'direct')`),
    check("channels_direct", sql`(${table.kind} = 'direct') = (${table.directKey} is not null)`),
    check("channels_name", sql`(${table.kind} = 'direct') = (${table.name} is null)`),
  ],
);

/**
 * The two counters of a channel's messages, apart from `channels` because every send updates them: a narrow row without
 * other indexes stays a heap-only update, and only the messages verbs write it.
 */
export const timelines = pgTable("timelines", {
  channelId: uuid("channel_id")
    .primaryKey()
    .references(() => channels.id, { onDelete: "cascade" }),
  /** The number of the newest message: 1, 2, 3 ... without gaps. */
  lastSeq: counter("last_seq").notNull().default(0),
  /** Rises by one with every visible change. */
  version: counter("version").notNull().default(0),
});

export const memberships = pgTable(
  "memberships",
  {
    channelId: uuid("channel_id")
      .notNull()
      .references(() => channels.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    role: text("role", { enum: ["member", "moderator", "owner"] })
      .notNull()
      .default("member"),
    lastReadSeq: counter("last_read_seq").notNull().default(0),
    lastDeliveredSeq: counter("last_delivered_seq").notNull().default(0),
    muted: boolean("muted").notNull().default(false),
    joinedAt: time("joined_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.channelId, table.userId] }),
    index("memberships_user_index").on(table.userId),
    check("memberships_role", sql`${table.role} in ('member', 'moderator', 'owner')`),
  ],
);

export const messages = pgTable(
  "messages",
  {
    id: uuid("id").primaryKey(),
    channelId: uuid("channel_id")
      .notNull()
      .references(() => channels.id),
    seq: counter("seq").notNull(),
    /** The channel's version at this message's last change. */
    version: counter("version").notNull(),
    kind: text("kind", { enum: ["text", "system"] })
      .notNull()
      .default("text"),
    authorId: uuid("author_id")
      .notNull()
      .references(() => users.id),
    /** Chosen by the sender; unique per author for ever, so that a retry finds the first row. */
    clientId: uuid("client_id").notNull(),
    body: text("body").notNull(),
    parentId: uuid("parent_id"),
    createdAt: time("created_at").notNull().defaultNow(),
    editedAt: time("edited_at"),
    deletedAt: time("deleted_at"),
  },
  (table) => [
    uniqueIndex("messages_seq_key").on(table.channelId, table.seq),
    uniqueIndex("messages_client_key").on(table.authorId, table.clientId),
    uniqueIndex("messages_version_key").on(table.channelId, table.version),
    index("messages_search_index").using("gin", sql`to_tsvector('simple', ${table.body})`),
    check("messages_kind", sql`${table.kind} in ('text', 'system')`),
  ],
);
