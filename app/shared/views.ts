/** What the outside sees of each noun, over REST, sockets and pages alike (contract, section REST). */

export type Presence = "online" | "away" | "busy" | "offline";
export type ChannelKind = "public" | "private" | "direct";
export type ChannelRole = "member" | "moderator" | "owner";

export interface UserView {
  id: string;
  username: string;
  displayName: string;
  role: string;
  avatarUrl: string | null;
  bio: string;
  statusText: string;
  statusEmoji: string;
  presence: Presence;
  createdAt: string;
  deactivatedAt: string | null;
}

/** Oneself, or anybody in the eyes of an admin. */
export interface OwnUserView extends UserView {
  email: string | null;
  emailVerified: boolean;
  locale: string;
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

export interface DeviceView {
  id: string;
  userAgent: string;
  address: string;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}
