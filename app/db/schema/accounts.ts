import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    username: text("username").notNull(),
    /** Lower case; null once the account is erased. */
    email: text("email"),
    emailVerifiedAt: time("email_verified_at"),
    displayName: text("display_name").notNull(),
    role: text("role").notNull().default("user"),
    bio: text("bio").notNull().default(""),
    statusText: text("status_text").notNull().default(""),
    statusEmoji: text("status_emoji").notNull().default(""),
    locale: text("locale").notNull().default("en"),
    createdAt: time("created_at").notNull().defaultNow(),
    deactivatedAt: time("deactivated_at"),
    /** Personal data is gone; the row stays so that messages keep an author. */
    erasedAt: time("erased_at"),
  },
  (table) => [
    uniqueIndex("users_username_key").on(sql`lower(${table.username})`),
    uniqueIndex("users_email_key").on(sql`lower(${table.email})`),
  ],
);

/** Apart from `users`, so that no query for people can carry a hash along, and an account may have none. */
export const passwords = pgTable("passwords", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  hash: text("hash").notNull(),
  changedAt: time("changed_at").notNull().defaultNow(),
});

export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    remember: boolean("remember").notNull(),
    userAgent: text("user_agent").notNull().default(""),
    address: text("address").notNull().default(""),
    createdAt: time("created_at").notNull().defaultNow(),
    lastSeenAt: time("last_seen_at").notNull().defaultNow(),
    expiresAt: time("expires_at").notNull(),
    endedAt: time("ended_at"),
    endReason: text("end_reason"),
  },
  (table) => [
    index("sessions_user_index").on(table.userId),
    index("sessions_expiry_index")
      .on(table.expiresAt)
      .where(sql`${table.endedAt} is null`),
    check("sessions_end_reason", sql`(${table.endedAt} is null) = (${table.endReason} is null)`),
  ],
);

/** A session's chain of refresh tokens. Only the SHA-256 of a token is kept. */
export const refreshTokens = pgTable(
  "refresh_tokens",
  {
    id: uuid("id").primaryKey(),
    sessionId: uuid("session_id")
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    tokenHash: text("token_hash").notNull(),
    parentId: uuid("parent_id"),
    createdAt: time("created_at").notNull().defaultNow(),
    usedAt: time("used_at"),
    /** Set when a successor was used: presenting this one again is a replay. */
    deadAt: time("dead_at"),
  },
  (table) => [
    uniqueIndex("refresh_tokens_hash_key").on(table.tokenHash),
    index("refresh_tokens_session_index").on(table.sessionId),
  ],
);
