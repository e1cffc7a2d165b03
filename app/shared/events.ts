import type { ErrorCode, FieldError } from "./errors.ts";
import type { ChannelView, ChangesPage, MessagePage, MessageView, UserView, WatermarkView } from "./views.ts";

/** Every request a socket answers with an acknowledgement: `{ ok: true, data }` or `{ ok: false, error }`. */
export interface Requests {
  "message:send": { ask: SendRequest; answer: MessageView };
  "message:delete": { ask: { messageId: string }; answer: MessageView };
  "channel:create": {
    ask: { name: string; kind: "public" | "private"; topic?: string };
    answer: ChannelView;
  };
  "channel:direct": { ask: { userIds: string[] }; answer: ChannelView };
  "channel:join": { ask: { channelId: string }; answer: ChannelView };
  "channel:leave": { ask: { channelId: string }; answer: null };
  "channel:read": { ask: { channelId: string; seq: number }; answer: WatermarkView };
  "channel:delivered": { ask: { channelId: string; seq: number }; answer: WatermarkView };
  "message:list": {
    ask: { channelId: string; before?: number; after?: number; limit?: number };
    answer: MessagePage;
  };
  "user:find": { ask: { userIds: string[] }; answer: UserView[] };
  sync: { ask: SyncRequest; answer: SyncAnswer };
}

export interface SendRequest {
  channelId: string;
  clientId: string;
  body: string;
  parentId?: string | null;
}

export interface SyncRequest {
  /** The version the client has of each channel it knows. */
  channels: Record<string, number>;
}

export interface SyncAnswer {
  channels: Record<string, ChannelChanges>;
  users: UserView[];
  /** Channels the person is in and the client did not name. */
  joined: ChannelView[];
  /** Ids the client named and the person is not in. */
  left: string[];
}

/** What changed in one channel, and how far its reader has read on whatever device. */
export interface ChannelChanges extends Omit<ChangesPage, "users"> {
  lastReadSeq: number;
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
  "session:ended": { reason: string };
}

export interface SocketError {
  code: ErrorCode;
  detail: string;
  errors?: (FieldError & { detail: string })[];
  /** Seconds. */
  retryAfter?: number;
}

export type Acknowledgement<T> = { ok: true; data: T } | { ok: false; error: SocketError };

export type ServerEvents = { [E in keyof Announcements]: (payload: Announcements[E]) => void };

export type ClientEvents = {
  [E in keyof Requests]: (
    ask: Requests[E]["ask"],
    acknowledge: (answer: Acknowledgement<Requests[E]["answer"]>) => void,
  ) => void;
};
