import { sql } from "drizzle-orm";
import { boolean, index, pgTable, smallint, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Locale } from "#app/shared/locales.ts";
import type { Permission } from "#app/shared/permissions.ts";
import { CONTRASTS, DENSITIES, NOTIFY_LEVELS, TEXT_SIZES, THEMES } from "#app/shared/preferences.ts";
import { time } from "./time.ts";

/** What accounts may do. "admin" may do everything, whatever is in its list; "user" is what a new account gets. */
export const roles = pgTable("roles", {
  name: text("name").primaryKey(),
  permissions: text("permissions").array().$type<Permission[]>().notNull(),
  requiresSecondFactor: boolean("requires_second_factor").notNull().default(false),
  /** "user" and "admin": cannot be renamed or removed. */
  isBuiltIn: boolean("is_built_in").notNull().default(false),
  createdAt: time("created_at").notNull().defaultNow(),
});

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    username: text("username").notNull(),
    /** Lower case; null once the account is erased. */
    email: text("email"),
    emailVerifiedAt: time("email_verified_at"),
    displayName: text("display_name").notNull(),
    role: text("role")
      .notNull()
      .default("user")
      .references(() => roles.name, { onUpdate: "cascade" }),
    pronouns: text("pronouns").notNull().default(""),
    bio: text("bio").notNull().default(""),
    statusText: text("status_text").notNull().default(""),
    statusEmoji: text("status_emoji").notNull().default(""),
    /** From then on the status counts as empty. */
    statusExpiresAt: time("status_expires_at"),
    /** Names the files of the picture; a new one with each picture, so that each address is for ever the same image. */
    avatarId: uuid("avatar_id"),
    locale: text("locale").$type<Locale>().notNull().default("en"),
    theme: text("theme", { enum: THEMES }).notNull().default("system"),
    contrast: text("contrast", { enum: CONTRASTS }).notNull().default("system"),
    density: text("density", { enum: DENSITIES }).notNull().default("comfortable"),
    textSize: text("text_size", { enum: TEXT_SIZES }).notNull().default("medium"),
    /** Enter sends a message and Shift+Enter breaks the line; or the other way. */
    enterSends: boolean("enter_sends").notNull().default(true),
    /** 0: none; 1 to 5: Fitzpatrick's, light to dark. */
    skinTone: smallint("skin_tone").notNull().default(0),
    /** Conversations with something unread come first in their section of the sidebar. */
    unreadFirst: boolean("unread_first").notNull().default(false),
    /** Of conversations that say nothing else; "mentions" includes direct ones. See docs/decisions/0030. */
    notifyLevel: text("notify_level", { enum: NOTIFY_LEVELS }).notNull().default("mentions"),
    notifySound: boolean("notify_sound").notNull().default(false),
    /** Minutes after midnight in the person's time zone between which nothing is told; null: never. May span midnight. */
    quietFrom: smallint("quiet_from"),
    quietUntil: smallint("quiet_until"),
    /** From then on, until then, nothing is told, whatever the hour. What is over stays, so that it can be explained. */
    snoozedAt: time("snoozed_at"),
    snoozedUntil: time("snoozed_until"),
    /** IANA name; empty: the browser's. */
    timeZone: text("time_zone").notNull().default(""),
    /** Others see how far they have read, and they see it of others; or neither. */
    sendsReceipts: boolean("sends_receipts").notNull().default(true),
    /** Does not want to be disturbed, on whatever device. */
    isBusy: boolean("is_busy").notNull().default(false),
    /** When the inbox was last looked at. */
    inboxSeenAt: time("inbox_seen_at").notNull().defaultNow(),
    createdAt: time("created_at").notNull().defaultNow(),
    deactivatedAt: time("deactivated_at"),
    /** Asked to be deleted: personal data goes at this time, unless the person comes back before. */
    deletionDueAt: time("deletion_due_at"),
    /** Asked that the text of their messages goes as well. */
    deletesMessages: boolean("deletes_messages").notNull().default(false),
    /** Personal data is gone; the row stays so that messages keep an author. */
    erasedAt: time("erased_at"),
  },
  (table) => [
    uniqueIndex("users_username_key").on(sql`lower(${table.username})`),
    uniqueIndex("users_email_key").on(sql`lower(${table.email})`),
    index("users_role_index").on(table.role),
    index("users_deletion_index")
      .on(table.deletionDueAt)
      .where(sql`${table.deletionDueAt} is not null`),
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
