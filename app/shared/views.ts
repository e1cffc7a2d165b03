import type { Permission } from "./permissions.ts";

/** What the outside sees of each noun, over REST, sockets and pages alike (contract, section REST). */

export type Presence = "online" | "away" | "busy" | "offline";
export type ChannelKind = "public" | "private" | "direct";
export type ChannelRole = "member" | "moderator" | "owner";

export interface UserView {
  id: string;
  username: string;
  displayName: string;
  role: string;
  /** A path on this server; each picture has one of its own, for ever. */
  avatarUrl: string | null;
  pronouns: string;
  bio: string;
  statusText: string;
  statusEmoji: string;
  /** When the status becomes empty by itself. */
  statusExpiresAt: string | null;
  presence: Presence;
  createdAt: string;
  deactivatedAt: string | null;
}

/** Oneself, or anybody in the eyes of an admin. */
export interface OwnUserView extends UserView {
  email: string | null;
  emailVerified: boolean;
  /** The language of mails. */
  locale: string;
  /** IANA name; empty: the browser's. */
  timeZone: string;
}

export interface MembershipView {
  role: ChannelRole;
  lastReadSeq: number;
  lastDeliveredSeq: number;
  unread: number;
  mentions: number;
  muted: boolean;
  joinedAt: string;
}

export interface ChannelView {
  id: string;
  kind: ChannelKind;
  name: string | null;
  topic: string;
  memberCount: number;
  lastSeq: number;
  version: number;
  createdAt: string;
  archivedAt: string | null;
  membership: MembershipView | null;
  /** Ids of all members; direct conversations only. */
  members?: string[];
}

export interface FileView {
  id: string;
  name: string;
}

export interface MessageView {
  id: string;
  channelId: string;
  seq: number;
  version: number;
  kind: "text" | "system";
  authorId: string;
  clientId: string;
  body: string;
  parentId: string | null;
  files: FileView[];
  reactions: { emoji: string; userIds: string[] }[];
  createdAt: string;
  editedAt: string | null;
  deletedAt: string | null;
}

export interface MessagePage {
  messages: MessageView[];
  users: UserView[];
  hasOlder: boolean;
  hasNewer: boolean;
  /** The channel's version when the page was read: later changes are not in it. */
  version: number;
}

export interface ChangesPage {
  messages: MessageView[];
  users: UserView[];
  version: number;
  more: boolean;
}

export interface MemberView {
  userId: string;
  role: ChannelRole;
  joinedAt: string;
  user: UserView;
}

export interface WatermarkView {
  lastReadSeq: number;
  lastDeliveredSeq: number;
  unread: number;
}

export interface SessionView {
  user: OwnUserView;
  accessToken: string;
  tokenType: "Bearer";
  /** Seconds. */
  expiresIn: number;
  refreshToken: string;
}

export interface RoleView {
  name: string;
  permissions: Permission[];
  requiresSecondFactor: boolean;
  /** "user" and "admin": cannot be renamed or removed. */
  isBuiltIn: boolean;
  /** How many accounts have it. */
  memberCount: number;
  createdAt: string;
}

export type AccountState = "active" | "deactivated" | "locked" | "deletion" | "unverified";

/** An account in a list of admins. */
export interface AccountView {
  user: UserView;
  /** Null also for those who may not know it. */
  email: string | null;
  /** What is to be noticed about it; "active" where there is nothing else. */
  states: AccountState[];
  lastSeenAt: string | null;
}

export type AccountAct = "assign_role" | "end_sessions" | "unlock" | "reset_factors" | "deactivate";

/** One account in the eyes of an admin. What they may not know is as if it was not there. */
export interface AccountDetails extends AccountView {
  lockedUntil: string | null;
  hasSecondFactor: boolean;
  sessions: DeviceView[];
  /** What this admin may do about it. */
  acts: AccountAct[];
  /** The account may do something that this admin may not, so they can change nothing. */
  isBeyondActor: boolean;
}

export interface AccountPage {
  accounts: AccountView[];
  /** How many there are on all pages. */
  total: number;
  /** From 1. */
  page: number;
  pageCount: number;
}

/** What was done to accounts and rights, as admins read it. */
export interface AuditEntryView {
  id: number;
  at: string;
  /** Null for the system and for people who are not signed in. */
  actorId: string | null;
  action: string;
  target: { type: string; id: string };
  details: Record<string, unknown>;
  address: string;
  requestId: string;
}

export interface AuditPage {
  /** Newest first. */
  entries: AuditEntryView[];
  /** Everybody who is named in them. */
  users: UserView[];
  hasOlder: boolean;
}

export interface DeviceView {
  id: string;
  /** What the user agent tells, in names; empty where it tells nothing. */
  device: { browser: string; system: string };
  userAgent: string;
  address: string;
  /** How the session was opened. */
  method: "password" | "passkey" | "provider" | "sign_up";
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

export type InviteState = "active" | "used_up" | "expired" | "revoked";

/** A link that lets people sign up, in the eyes of those who make such links. */
export interface InviteView {
  id: string;
  /** What it is for. */
  label: string;
  state: InviteState;
  /** The link, while it is good. */
  url: string | null;
  /** Where newcomers join, as far as the reader may know of it; `channelCount` counts all. */
  channels: { id: string; name: string }[];
  channelCount: number;
  /** Null: as many as come. */
  maxUses: number | null;
  uses: number;
  createdBy: { id: string; displayName: string } | null;
  createdAt: string;
  expiresAt: string | null;
}

export interface InvitePage {
  invites: InviteView[];
  /** How many there are on all pages. */
  total: number;
  /** From 1. */
  page: number;
  pageCount: number;
}

/** A copy of one's own data that was asked for. */
export interface ExportView {
  id: string;
  state: "in_progress" | "ready" | "failed";
  createdAt: string;
  /** Until when it can be downloaded; null while it is not ready. */
  expiresAt: string | null;
  bytes: number | null;
}

/** What will become of an account that is to be deleted. */
export interface DeletionView {
  dueAt: string;
  deletesMessages: boolean;
}

/** An account elsewhere that opens one's own. */
export interface IdentityView {
  /** "github", "google" or "oidc". */
  provider: string;
  /** What the provider is called. */
  name: string;
  /** What the person is called there. */
  label: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** Whether a session may take a sensitive step, and what could be asked for if not. */
export interface ProofView {
  isRecent: boolean;
  hasPassword: boolean;
  /** An authenticator app or recovery codes. */
  hasSecondFactor: boolean;
  hasPasskey: boolean;
}

/** What an authenticator app is set up with: to be typed in, or scanned. */
export interface TotpSetUpView {
  secret: string;
  /** otpauth://totp/... */
  uri: string;
}

export interface PasskeyView {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** One's own second factors. */
export interface FactorsView {
  totp: { confirmedAt: string; lastUsedAt: string | null } | null;
  recoveryCodesLeft: number;
  passkeys: PasskeyView[];
}
