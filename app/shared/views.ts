import type { ErrorCode } from "./errors.ts";
import type { NotifyLevel, Preferences } from "./preferences.ts";

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
export interface OwnUserView extends UserView, Preferences {
  email: string | null;
  emailVerified: boolean;
  /** IANA name; empty: the browser's. */
  timeZone: string;
  /** Others see how far one has read, and the other way round; or neither. */
  sendsReceipts: boolean;
  /** Enter sends a message and Shift+Enter breaks the line; or the other way. */
  enterSends: boolean;
  /** Of what happens in conversations that say nothing else. */
  notifyLevel: NotifyLevel;
  notifySound: boolean;
  /** "22:00", in the person's time zone, or null with the other: nothing is told between them. */
  quietFrom: string | null;
  quietUntil: string | null;
  /** Nothing is told until then; null once it is over. */
  snoozedUntil: string | null;
  /** Conversations with something unread come first. */
  unreadFirst: boolean;
  /** Of emoji that show people. 0: none; 1 to 5: Fitzpatrick's, light to dark. */
  skinTone: number;
}

export interface MembershipView {
  role: ChannelRole;
  lastReadSeq: number;
  lastDeliveredSeq: number;
  /** Messages of people after `lastReadSeq`: the channel's `lastTextNo` less `readTextNo`. */
  unread: number;
  /** How many of `mentionSeqs` there are. */
  mentions: number;
  /** Numbers of unread messages that name the person, ascending; the newest 100. */
  mentionSeqs: number[];
  /** `textNo` at `lastReadSeq`. */
  readTextNo: number;
  muted: boolean;
  starred: boolean;
  /** Of what happens here, what one is told about; null: as the account has it. */
  notifyLevel: NotifyLevel | null;
  /** Not listed while the channel's `lastSeq` is not above it; null: listed. */
  hiddenSeq: number | null;
  /** Of two views of one membership, the one with the higher revision is the newer. */
  revision: number;
  joinedAt: string;
}

export interface ChannelView {
  id: string;
  kind: ChannelKind;
  name: string | null;
  topic: string;
  description: string;
  /** Only owners, moderators and admins write here. */
  isReadOnly: boolean;
  memberCount: number;
  lastSeq: number;
  /** How many of the messages were written by people. */
  lastTextNo: number;
  version: number;
  createdAt: string;
  archivedAt: string | null;
  membership: MembershipView | null;
  /** Ids of all members; direct conversations only. */
  members?: string[];
}

/** A file of a message: all that it takes to show it in its place before it is loaded. */
export interface FileView {
  id: string;
  name: string;
  /** MIME type, as found in its bytes. */
  type: string;
  bytes: number;
  /** In pixels; null for what is not an image. */
  width: number | null;
  height: number | null;
}

export interface ReactionView {
  emoji: string;
  /** In the order in which they reacted. */
  userIds: string[];
}

/** A copy of a message from another place. */
export interface ForwardedView {
  authorId: string;
  body: string;
  createdAt: string;
  /** Only of a public channel; where else it was written is not told. */
  channelId: string | null;
}

/** What the system tells; who did it is the message's author. */
export type SystemEvent =
  | { type: "joined" }
  | { type: "left" }
  | { type: "added"; userIds: string[] }
  | { type: "removed"; userId: string }
  | { type: "role"; userId: string; role: ChannelRole }
  | { type: "renamed"; from: string; to: string }
  | { type: "topic"; topic: string }
  | { type: "description" }
  | { type: "read_only"; isReadOnly: boolean }
  | { type: "archived" }
  | { type: "unarchived" };

export interface MessageView {
  id: string;
  channelId: string;
  seq: number;
  version: number;
  kind: "text" | "system";
  authorId: string;
  clientId: string;
  body: string;
  /** What happened, of a system message. */
  event: SystemEvent | null;
  /** How many messages of people there are in the channel up to this one. */
  textNo: number;
  /** The message that the thread began with, of a reply. */
  parentId: string | null;
  /** The number of a reply in its thread. */
  threadNo: number | null;
  /** Of a message that a thread began with: deleted replies count. */
  replyCount: number;
  lastReplyAt: string | null;
  /** A message of the same channel that this one answers. */
  quoteId: string | null;
  forwarded: ForwardedView | null;
  /** Who is named in it. */
  mentions: string[];
  mentionAll: "channel" | "here" | null;
  files: FileView[];
  reactions: ReactionView[];
  pinnedAt: string | null;
  pinnedBy: string | null;
  createdAt: string;
  editedAt: string | null;
  deletedAt: string | null;
}

export interface MessagePage {
  messages: MessageView[];
  users: UserView[];
  /** Messages that these quote or reply to. */
  references: MessageView[];
  /** Ids of those that the reader keeps. */
  savedIds: string[];
  /** Of the threads in which these stand or which began with them: those that the reader follows, or said not to. */
  follows: ThreadFollowView[];
  hasOlder: boolean;
  hasNewer: boolean;
  /** The channel's version when the page was read: later changes are not in it. */
  version: number;
}

export interface ChangesPage {
  messages: MessageView[];
  users: UserView[];
  references: MessageView[];
  follows: ThreadFollowView[];
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

/** How far a member has got. Zero where they, or who asks, keep that to themselves. */
export interface ReceiptView {
  userId: string;
  deliveredSeq: number;
  readSeq: number;
}

/** What a message said before. */
export interface RevisionView {
  body: string;
  writtenAt: string;
}

/** The replies to one message. */
export interface ThreadView {
  root: MessageView;
  /** A page of them, ascending. */
  replies: MessageView[];
  users: UserView[];
  references: MessageView[];
  savedIds: string[];
  hasOlder: boolean;
  follow: ThreadFollowView;
}

export interface ThreadFollowView {
  rootId: string;
  channelId: string;
  follows: boolean;
  lastReadSeq: number;
  /** Replies of others after `lastReadSeq`. */
  unread: number;
}

/** The body is empty once it was sent or cleared. */
export interface DraftView {
  channelId: string;
  /** The thread it is for. */
  parentId: string | null;
  body: string;
  savedAt: string;
}

export interface ScheduledView {
  id: string;
  channelId: string;
  parentId: string | null;
  quoteId: string | null;
  body: string;
  sendAt: string;
  /** Why it could not be sent. */
  failure: ErrorCode | null;
  createdAt: string;
}

export interface ReminderView {
  id: string;
  text: string;
  channelId: string | null;
  messageId: string | null;
  dueAt: string;
  remindedAt: string | null;
}

/** Files in a channel's messages. */
export interface FilesPage {
  /** Newest first. */
  items: { file: FileView; seq: number; authorId: string; sentAt: string }[];
  users: UserView[];
  /** Pass it on as `before` to go on; null at the end. */
  cursor: string | null;
}

/** What came of a slash command. */
export interface CommandAnswer {
  /** What it sent. */
  message: MessageView | null;
  /** Told to who gave the command, and to nobody else: a key of the texts, with what goes into it. */
  notice: { key: string; params: Record<string, string> } | null;
  /** Where to go next. */
  path: string | null;
}
