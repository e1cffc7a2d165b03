import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "./accounts.ts";
import { time } from "./time.ts";

const owner = () =>
  uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" });

/** What a link in a mail carries. Only the SHA-256 of a token is kept; each can be used once. */
export const mailedTokens = pgTable(
  "mailed_tokens",
  {
    id: uuid("id").primaryKey(),
    userId: owner(),
    purpose: text("purpose", {
      enum: ["verify_email", "change_email", "undo_email_change", "reset_password", "download_export"],
    }).notNull(),
    tokenHash: text("token_hash").notNull(),
    /** What the token is about: the address to be proven, or the id of an export. */
    subject: text("subject").notNull().default(""),
    createdAt: time("created_at").notNull().defaultNow(),
    expiresAt: time("expires_at").notNull(),
    usedAt: time("used_at"),
  },
  (table) => [
    uniqueIndex("mailed_tokens_hash_key").on(table.tokenHash),
    index("mailed_tokens_user_index").on(table.userId, table.purpose),
  ],
);

/**
 * Wrong passwords and codes, per account. The key is an account's id, or a digest of a login that names no account: both
 * are counted and answered alike.
 */
export const lockouts = pgTable("lockouts", {
  key: text("key").primaryKey(),
  failures: integer("failures").notNull(),
  /** The first of the failures that count together. */
  since: time("since").notNull(),
  /** How often in a row it was locked; each time doubles the next. */
  level: integer("level").notNull().default(0),
  lockedUntil: time("locked_until"),
});

/** An authenticator app. Without `confirmedAt` it is being set up and asks nobody for a code. */
export const totpFactors = pgTable("totp_factors", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** Encrypted with a key made of SESSION_SECRET. */
  secret: text("secret").notNull(),
  /** The time step of the last code that was taken: a code works once. */
  lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
  createdAt: time("created_at").notNull().defaultNow(),
  confirmedAt: time("confirmed_at"),
  lastUsedAt: time("last_used_at"),
});

export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    id: uuid("id").primaryKey(),
    userId: owner(),
    codeHash: text("code_hash").notNull(),
    usedAt: time("used_at"),
  },
  (table) => [index("recovery_codes_user_index").on(table.userId)],
);

export const passkeys = pgTable(
  "passkeys",
  {
    /** The credential's id, base64url. */
    id: text("id").primaryKey(),
    userId: owner(),
    name: text("name").notNull(),
    /** COSE key, base64url. */
    publicKey: text("public_key").notNull(),
    counter: bigint("counter", { mode: "number" }).notNull(),
    transports: text("transports").array().notNull(),
    isBackedUp: boolean("is_backed_up").notNull().default(false),
    createdAt: time("created_at").notNull().defaultNow(),
    lastUsedAt: time("last_used_at"),
  },
  (table) => [index("passkeys_user_index").on(table.userId)],
);

/** WebAuthn challenges that were handed out and not answered yet; each is taken once. */
export const challenges = pgTable(
  "challenges",
  {
    /** The challenge itself, base64url. */
    id: text("id").primaryKey(),
    purpose: text("purpose", { enum: ["register", "log_in", "second_factor", "prove"] }).notNull(),
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    expiresAt: time("expires_at").notNull(),
  },
  (table) => [index("challenges_expiry_index").on(table.expiresAt)],
);

/** Accounts elsewhere that open this one. */
export const identities = pgTable(
  "identities",
  {
    id: uuid("id").primaryKey(),
    userId: owner(),
    /** "github", "google" or "oidc". */
    provider: text("provider").notNull(),
    /** The account's unchanging id at the provider. */
    subject: text("subject").notNull(),
    /** What the person is called there, to tell two apart. */
    label: text("label").notNull().default(""),
    createdAt: time("created_at").notNull().defaultNow(),
    lastUsedAt: time("last_used_at"),
  },
  (table) => [
    uniqueIndex("identities_subject_key").on(table.provider, table.subject),
    uniqueIndex("identities_user_key").on(table.userId, table.provider),
  ],
);

/** A link that lets people sign up. The link is made of the id and a signature, so it can be shown again and not be guessed. */
export const invites = pgTable("invites", {
  id: uuid("id").primaryKey(),
  /** What it is for, for admins. */
  label: text("label").notNull().default(""),
  createdBy: uuid("created_by").references(() => users.id, { onDelete: "set null" }),
  /** Channels that a newcomer joins. */
  channelIds: uuid("channel_ids")
    .array()
    .notNull()
    .default(sql`'{}'`),
  maxUses: integer("max_uses"),
  uses: integer("uses").notNull().default(0),
  createdAt: time("created_at").notNull().defaultNow(),
  expiresAt: time("expires_at"),
  revokedAt: time("revoked_at"),
});

/** What was done to accounts and rights. Each row holds the hash of the one before, so that none can be changed unseen. */
export const auditLog = pgTable(
  "audit_log",
  {
    /** 1, 2, 3 ... without gaps. */
    id: bigint("id", { mode: "number" }).primaryKey(),
    at: time("at").notNull(),
    /** Who; null for the system and for people who are not signed in. No reference: the row outlives the account. */
    actorId: uuid("actor_id"),
    action: text("action").notNull(),
    /** Whom or what, e.g. "user" and its id. */
    targetType: text("target_type").notNull(),
    targetId: text("target_id").notNull(),
    details: jsonb("details").$type<Record<string, unknown>>().notNull(),
    address: text("address").notNull(),
    requestId: text("request_id").notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (table) => [
    index("audit_log_target_index").on(table.targetType, table.targetId),
    index("audit_log_actor_index").on(table.actorId),
  ],
);

/** The newest row of the audit log, so that rows missing at its end are noticed too. One row. */
export const auditHead = pgTable("audit_head", {
  one: boolean("one").primaryKey().default(true),
  lastId: bigint("last_id", { mode: "number" }).notNull(),
  lastHash: text("last_hash").notNull(),
});

/** Copies of people's own data that were asked for. */
export const dataExports = pgTable(
  "data_exports",
  {
    id: uuid("id").primaryKey(),
    userId: owner(),
    createdAt: time("created_at").notNull().defaultNow(),
    readyAt: time("ready_at"),
    failedAt: time("failed_at"),
    expiresAt: time("expires_at"),
    bytes: bigint("bytes", { mode: "number" }),
  },
  (table) => [index("data_exports_user_index").on(table.userId)],
);
