import { sql } from "drizzle-orm";
import { NOTIFY_LEVELS } from "#app/shared/preferences.ts";
import type { FileView, ForwardedView, ReactionView, SystemEvent } from "#app/shared/views.ts";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
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
    description: text("description").notNull().default(""),
    /** Only those who keep order write here; everybody else reads and reacts. */
    isReadOnly: boolean("is_read_only").notNull().default(false),
    /** The secret part of the link by which people join; null while there is none. */
    joinCode: text("join_code").unique(),
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
  /** How many of the messages were written by people: the others never count as unread. */
  lastTextNo: counter("last_text_no").notNull().default(0),
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
    /** Where the person left off. It also goes back, when they mark messages as unread. */
    lastReadSeq: counter("last_read_seq").notNull().default(0),
    /** `text_no` of the message at `last_read_seq`, so that unread is a difference of two numbers. */
    lastReadTextNo: counter("last_read_text_no").notNull().default(0),
    /** How far they ever read: what others see as read. Only rises. */
    seenSeq: counter("seen_seq").notNull().default(0),
    lastDeliveredSeq: counter("last_delivered_seq").notNull().default(0),
    muted: boolean("muted").notNull().default(false),
    starred: boolean("starred").notNull().default(false),
    /** Null: as the person wants it of all channels. */
    notifyLevel: text("notify_level", { enum: NOTIFY_LEVELS }),
    /** Not listed until a message comes after this number; null: listed. */
    hiddenSeq: counter("hidden_seq"),
    /** Rises with every change of this row that its person's devices are told of, so that they know the newest. */
    revision: counter("revision").notNull().default(0),
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
    /** What happened, where the system tells it. */
    event: jsonb("event").$type<SystemEvent>(),
    /** How many messages of people there are in the channel up to this one. */
    textNo: counter("text_no").notNull(),
    /** The message that the thread began with. */
    parentId: uuid("parent_id"),
    /** The number of this reply in its thread. */
    threadNo: integer("thread_no"),
    /** Of a message that a thread began with. */
    replyCount: integer("reply_count").notNull().default(0),
    lastReplyAt: time("last_reply_at"),
    /** A message of the same channel that this one answers. */
    quoteId: uuid("quote_id"),
    /** A copy of what was passed on: its channel may be none of the readers' business. */
    forwarded: jsonb("forwarded").$type<ForwardedView>(),
    /** Who is named in it. */
    mentions: uuid("mentions").array().notNull().default([]),
    /** Everybody in the channel, or everybody who was there. */
    mentionAll: text("mention_all", { enum: ["channel", "here"] }),
    /** In the row, so that a message and its version are always read as one; the channel's counters are its lock. */
    reactions: jsonb("reactions").$type<ReactionView[]>().notNull().default([]),
    /** What is shown of its files, in the row for the same reason; the rest of each is in `files`. */
    files: jsonb("files").$type<FileView[]>().notNull().default([]),
    pinnedAt: time("pinned_at"),
    pinnedBy: uuid("pinned_by"),
    createdAt: time("created_at").notNull().defaultNow(),
    editedAt: time("edited_at"),
    deletedAt: time("deleted_at"),
  },
  (table) => [
    uniqueIndex("messages_seq_key").on(table.channelId, table.seq),
    uniqueIndex("messages_client_key").on(table.authorId, table.clientId),
    uniqueIndex("messages_version_key").on(table.channelId, table.version),
    index("messages_search_index").using("gin", sql`to_tsvector('simple', ${table.body})`),
    index("messages_thread_index")
      .on(table.parentId, table.seq)
      .where(sql`${table.parentId} is not null`),
    index("messages_pinned_index")
      .on(table.channelId, table.pinnedAt)
      .where(sql`${table.pinnedAt} is not null`),
    // Who is named in what, for the inbox; and what there is to be counted in a channel, for the badge.
    index("messages_mentions_index")
      .using("gin", table.mentions)
      .where(sql`${table.mentions} <> '{}'`),
    index("messages_naming_index")
      .on(table.channelId, table.seq)
      .where(sql`${table.mentions} <> '{}' or ${table.mentionAll} is not null`),
    check("messages_kind", sql`${table.kind} in ('text', 'system')`),
    check("messages_mention_all", sql`${table.mentionAll} in ('channel', 'here')`),
  ],
);

/** What a message said before it was edited. */
export const messageRevisions = pgTable(
  "message_revisions",
  {
    messageId: uuid("message_id")
      .notNull()
      .references(() => messages.id),
    /** 1 is what was sent first. */
    number: integer("number").notNull(),
    body: text("body").notNull(),
    /** When this text was written. */
    writtenAt: time("written_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.messageId, table.number] })],
);

/** Who was there when a message named everybody who is. Filled in by a job, since they may be many. */
export const hereMentions = pgTable(
  "here_mentions",
  {
    channelId: uuid("channel_id")
      .notNull()
      .references(() => channels.id, { onDelete: "cascade" }),
    seq: counter("seq").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
  },
  (table) => [primaryKey({ columns: [table.userId, table.channelId, table.seq] })],
);

/** Who wants to hear of a thread, and how far they have read it. */
export const threadFollows = pgTable(
  "thread_follows",
  {
    /** The message that the thread began with. */
    rootId: uuid("root_id")
      .notNull()
      .references(() => messages.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    channelId: uuid("channel_id")
      .notNull()
      .references(() => channels.id),
    /** False: they said that they do not want to, and taking part does not change that. */
    follows: boolean("follows").notNull().default(true),
    lastReadSeq: counter("last_read_seq").notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.rootId, table.userId] }),
    index("thread_follows_user_index").on(table.userId),
  ],
);
