import type { Permission } from "./permissions.ts";
import type { OwnUserView, UserView } from "./views.ts";

/** What the outside sees of accounts, and of what guards and administers them. */

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
