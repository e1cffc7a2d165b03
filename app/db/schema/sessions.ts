import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { users } from "./accounts.ts";
import { time } from "./time.ts";

export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    remember: boolean("remember").notNull(),
    /** How it was opened. */
    method: text("method", { enum: ["password", "passkey", "provider", "sign_up"] })
      .notNull()
      .default("password"),
    /** When the person last showed a password or a factor in it: sensitive steps ask again after a while. */
    provenAt: time("proven_at").notNull().defaultNow(),
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
