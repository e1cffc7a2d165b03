import type { ErrorCode, FieldError } from "./errors.ts";
import type { InboxPage } from "./kept-views.ts";
import type { NotifyLevel } from "./preferences.ts";
import type {
  ChannelView,
  ChangesPage,
  CommandAnswer,
  DraftView,
  MemberView,
  MembershipView,
  MessagePage,
  MessageView,
  OwnUserView,
  Presence,
  ReceiptView,
  ReminderView,
  ScheduledView,
  ThreadFollowView,
  ThreadView,
  UserView,
  WatermarkView,
} from "./views.ts";

/** Every request a socket answers with an acknowledgement: `{ ok: true, data }` or `{ ok: false, error }`. */
export interface Requests {
  "message:send": { ask: SendRequest; answer: MessageView };
  "message:edit": { ask: { messageId: string; body: string }; answer: MessageView };
  "message:delete": { ask: { messageId: string }; answer: MessageView };
  "message:pin": { ask: { messageId: string }; answer: MessageView };
  "message:unpin": { ask: { messageId: string }; answer: MessageView };
  "message:save": { ask: { messageId: string }; answer: null };
  "message:unsave": { ask: { messageId: string }; answer: null };
  /** `body`: what one says about it. */
  "message:forward": {
    ask: { messageId: string; channelId: string; clientId: string; body?: string };
    answer: MessageView;
  };
  /** Those of them that the person may see. */
  "message:find": { ask: { messageIds: string[] }; answer: { messages: MessageView[]; users: UserView[] } };
  "reaction:add": { ask: { messageId: string; emoji: string }; answer: MessageView };
  "reaction:remove": { ask: { messageId: string; emoji: string }; answer: MessageView };
  "message:schedule": {
    ask: SendRequest & { sendAt: string };
    answer: ScheduledView;
  };
  /** A text that begins with a slash. Unknown commands are `invalid_input`. */
  "command:run": {
    ask: { channelId: string; parentId?: string | null; clientId: string; text: string };
    answer: CommandAnswer;
  };
  "draft:save": { ask: { channelId: string; parentId?: string | null; body: string }; answer: DraftView };
  "draft:list": { ask: Record<string, never>; answer: DraftView[] };
  "thread:open": { ask: { rootId: string; before?: number; limit?: number }; answer: ThreadView };
  "thread:read": { ask: { rootId: string; seq: number }; answer: ThreadFollowView };
  "thread:follow": { ask: { rootId: string; follows: boolean }; answer: ThreadFollowView };
  "inbox:list": { ask: { before?: string }; answer: InboxPage };
  "inbox:seen": { ask: Record<string, never>; answer: null };
  "typing:start": { ask: { channelId: string }; answer: null };
  "typing:stop": { ask: { channelId: string }; answer: null };
  "presence:set": { ask: { status: "online" | "away" | "busy" }; answer: null };
  "channel:create": {
    ask: { name: string; kind: "public" | "private"; topic?: string };
    answer: ChannelView;
  };
  "channel:direct": { ask: { userIds: string[] }; answer: ChannelView };
  "channel:join": { ask: { channelId: string }; answer: ChannelView };
  "channel:leave": { ask: { channelId: string }; answer: null };
  "channel:read": { ask: { channelId: string; seq: number }; answer: WatermarkView };
  "channel:delivered": { ask: { channelId: string; seq: number }; answer: WatermarkView };
  /** The message with this number and all after it become unread. */
  "channel:unread": { ask: { channelId: string; seq: number }; answer: MembershipView };
  "channel:read-all": { ask: Record<string, never>; answer: null };
  "channel:receipts": { ask: { channelId: string }; answer: ReceiptView[] };
  "channel:set": {
    ask: {
      channelId: string;
      muted?: boolean;
      starred?: boolean;
      hidden?: boolean;
      notifyLevel?: NotifyLevel | null;
    };
    answer: MembershipView;
  };
  /** Members whose name or username holds the query, e.g. for those that one is about to name. */
  "member:find": { ask: { channelId: string; query: string; limit?: number }; answer: MemberView[] };
  "message:list": {
    ask: { channelId: string; before?: number; after?: number; around?: number; limit?: number };
    answer: MessagePage;
  };
  /** How the person writes, on all their devices; more of the profile is at PATCH /me. */
  "me:update": { ask: { enterSends?: boolean; skinTone?: number }; answer: OwnUserView };
  "user:find": { ask: { userIds: string[] }; answer: UserView[] };
  sync: { ask: SyncRequest; answer: SyncAnswer };
}

export interface SendRequest {
  channelId: string;
  clientId: string;
  body: string;
  parentId?: string | null;
  quoteId?: string | null;
  /** What was uploaded for it. */
  fileIds?: string[];
}

export interface SyncRequest {
  /** The version the client has of each channel it knows. */
  channels: Record<string, number>;
  /**
   * A channel in which more than this changed is answered with its newest page instead of all changes: `isPage`. Left
   * out, all changes come, however many.
   */
  maxBehind?: number;
}

export interface SyncAnswer {
  channels: Record<string, ChannelChanges>;
  users: UserView[];
  /** Channels the person is in and the client did not name. */
  joined: ChannelView[];
  /** Ids the client named and the person is not in. */
  left: string[];
  /** How much is new in the person's inbox; left out where no message changed. */
  inboxUnread?: number;
}

/** What changed in one channel, and in what its reader is and has read there. */
export interface ChannelChanges extends Omit<ChangesPage, "users"> {
  membership: MembershipView;
  /** The channel as it is now; left out where nothing changed. */
  channel?: ChannelView;
  /** The messages are the newest page: what lies between it and the known version is to be forgotten. */
  isPage?: boolean;
  /** With `isPage`: there are earlier ones. */
  hasOlder?: boolean;
}

/** What the server tells without being asked. Payloads are the same for every receiver of a room. */
export interface Announcements {
  "message:created": { message: MessageView; version: number };
  "message:updated": { message: MessageView; version: number };
  "receipt:changed": { channelId: string; userId: string; deliveredSeq: number; readSeq: number };
  "channel:changed": { channel: ChannelView };
  "channel:joined": { channel: ChannelView };
  "channel:left": { channelId: string };
  "user:changed": { user: UserView };
  "typing:changed": { channelId: string; userId: string; typing: boolean };
  "presence:changed": { userId: string; presence: Presence };
  "session:ended": { reason: string };
  /** To all devices of one person only, and so are those after it. */
  "membership:changed": { channelId: string; membership: MembershipView };
  "thread:changed": { follow: ThreadFollowView };
  "saved:changed": { messageId: string; isSaved: boolean };
  "draft:changed": { draft: DraftView };
  "scheduled:changed": { scheduledId: string };
  "inbox:changed": { unread: number };
  /** Something of the account that only its person sees: the page loads it anew. */
  "settings:changed": Record<string, never>;
  "reminder:due": { reminder: ReminderView };
}

/** Several of one kind that fell together, in order. */
export type OneOrMany<T> = T | { batch: T[] };

export interface SocketError {
  code: ErrorCode;
  detail: string;
  errors?: (FieldError & { detail: string })[];
  /** Seconds. */
  retryAfter?: number;
}

export type Acknowledgement<T> = { ok: true; data: T } | { ok: false; error: SocketError };

export type ServerEvents = { [E in keyof Announcements]: (payload: OneOrMany<Announcements[E]>) => void };

export type ClientEvents = {
  [E in keyof Requests]: (
    ask: Requests[E]["ask"],
    acknowledge: (answer: Acknowledgement<Requests[E]["answer"]>) => void,
  ) => void;
};
