import { dequal } from "dequal/lite";
import type { ChannelView, MessageView, ThreadFollowView, UserView } from "#app/shared/views.ts";
import type { Namings } from "./membership-state.ts";
import { countReplies, withReplies, type ThreadCounts } from "./thread-state.ts";
import { applyMessage, mapMessages, type TimelineState } from "./timeline-state.ts";

/** How far somebody else has got in a channel. */
export interface ReceiptMarks {
  deliveredSeq: number;
  readSeq: number;
}

/** Everything a client holds of the server's truth. Never changed in place: a new one replaces it. */
export interface LiveState {
  userId: string;
  channels: ReadonlyMap<string, ChannelView>;
  users: ReadonlyMap<string, UserView>;
  /** The last opened is the last. */
  timelines: ReadonlyMap<string, TimelineState>;
  /** Messages apart from timelines, by id: what others quote or reply to, and threads that were opened. */
  references: ReadonlyMap<string, MessageView>;
  /** By channel, then by person. */
  receipts: ReadonlyMap<string, ReadonlyMap<string, ReceiptMarks>>;
  /** Of the messages that were loaded, those that the person keeps. */
  savedIds: ReadonlySet<string>;
  /** By the id of the message that the thread began with. */
  follows: ReadonlyMap<string, ThreadFollowView>;
  inboxUnread: number;
  threads: ThreadCounts;
  /** By channel. */
  namings: ReadonlyMap<string, Namings>;
  /** The version each channel had when it was last described: names and topics have none of their own. */
  described: ReadonlyMap<string, number>;
}

export function createLiveState(userId: string, channels: ChannelView[], users: UserView[]): LiveState {
  return {
    userId,
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    users: new Map(users.map((user) => [user.id, user])),
    timelines: new Map(),
    references: new Map(),
    receipts: new Map(),
    savedIds: new Set(),
    follows: new Map(),
    inboxUnread: 0,
    threads: new Map(),
    namings: new Map(),
    described: new Map(channels.map((channel) => [channel.id, channel.version])),
  };
}

/** What says the same stays the same object: whoever shows it does not have to look at it again. */
export function putChannel(state: LiveState, channel: ChannelView): LiveState {
  if (dequal(state.channels.get(channel.id), channel)) return state;
  return { ...state, channels: new Map(state.channels).set(channel.id, channel) };
}

export function putTimeline(state: LiveState, channelId: string, timeline: TimelineState): LiveState {
  if (state.timelines.get(channelId) === timeline) return state;
  return { ...state, timelines: new Map(state.timelines).set(channelId, timeline) };
}

/** What a view does not tell, as of oneself only some do, stays as it was. */
export function putUsers(state: LiveState, users: UserView[]): LiveState {
  const changed = users
    .map((user) => ({ ...state.users.get(user.id), ...user }))
    .filter((user) => !dequal(state.users.get(user.id), user));
  if (changed.length === 0) return state;
  return { ...state, users: new Map([...state.users, ...changed.map((user) => [user.id, user] as const)]) };
}

/** Nothing of a channel stays: whoever left it may know no more. */
export function removeChannel(state: LiveState, channelId: string): LiveState {
  return {
    ...dropReferences(state, channelId),
    channels: without(state.channels, channelId),
    timelines: without(state.timelines, channelId),
    receipts: without(state.receipts, channelId),
    namings: without(state.namings, channelId),
    described: without(state.described, channelId),
  };
}

/** Forgets the messages of a channel that are held apart from its timeline. */
export function dropReferences(state: LiveState, channelId: string): LiveState {
  const kept = [...state.references].filter(([, message]) => message.channelId !== channelId);
  return kept.length === state.references.size ? state : { ...state, references: new Map(kept) };
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map;
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}

/**
 * Takes in messages that were created or changed, wherever they are held; older versions than those held change nothing.
 * A reply to something that is held apart is kept with it, so that an open thread goes on.
 */
export function takeMessages(state: LiveState, messages: readonly MessageView[]): LiveState {
  let next = takeReplyCounts(state, messages);
  const references = new Map(next.references);
  let hasReferences = false;
  for (const told of messages) {
    const message = withReplies(told, next.threads);
    const timeline = next.timelines.get(message.channelId);
    if (timeline) next = putTimeline(next, message.channelId, applyMessage(timeline, message));
    const held = references.get(message.id);
    const isNews = message.version > (next.channels.get(message.channelId)?.version ?? 0);
    const belongs = held ? held.version < message.version : isNews && references.has(message.parentId ?? "");
    if (!belongs) continue;
    references.set(message.id, message);
    hasReferences = true;
  }
  return hasReferences ? { ...next, references } : next;
}

/** Puts messages where they are found by id; newer versions that are there already stay. */
export function putReferences(state: LiveState, messages: readonly MessageView[]): LiveState {
  if (messages.length === 0) return state;
  const next = takeReplyCounts(state, messages);
  const references = new Map(next.references);
  for (const message of messages) {
    if ((references.get(message.id)?.version ?? 0) < message.version)
      references.set(message.id, withReplies(message, next.threads));
  }
  return { ...next, references };
}

/** Raises the counts of threads, and shows them on the messages with which they began. */
export function takeReplyCounts(state: LiveState, messages: readonly MessageView[]): LiveState {
  const threads = countReplies(state.threads, messages);
  if (threads === state.threads) return state;
  const raise = (message: MessageView) => withReplies(message, threads);
  let next: LiveState = { ...state, threads };
  for (const channelId of new Set(messages.map((message) => message.channelId))) {
    const timeline = next.timelines.get(channelId);
    if (timeline) next = putTimeline(next, channelId, mapMessages(timeline, raise));
  }
  const references = new Map(next.references);
  for (const rootId of messages.flatMap((message) => [message.id, message.parentId ?? ""])) {
    const root = references.get(rootId);
    if (root) references.set(rootId, raise(root));
  }
  return { ...next, references };
}
