import type { ChannelChanges } from "#app/shared/events.ts";
import type { ChannelView, MessagePage, MessageView, UserView } from "#app/shared/views.ts";
import { applyMessage, applyPage, openTimelineState, type TimelineState } from "./timeline-state.ts";

/** Everything a client holds of the server's truth. Never changed in place: a new one replaces it. */
export interface LiveState {
  userId: string;
  channels: ReadonlyMap<string, ChannelView>;
  users: ReadonlyMap<string, UserView>;
  timelines: ReadonlyMap<string, TimelineState>;
}

export function createLiveState(userId: string, channels: ChannelView[], users: UserView[]): LiveState {
  return {
    userId,
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    users: new Map(users.map((user) => [user.id, user])),
    timelines: new Map(),
  };
}

export interface ApplyResult {
  state: LiveState;
  /** An event was missed: what came after the known version has to be asked for. */
  hasGap: boolean;
}

/** Takes in one announced message. */
export function applyAnnouncement(state: LiveState, message: MessageView, version: number): ApplyResult {
  const channel = state.channels.get(message.channelId);
  if (!channel) return { state, hasGap: true };
  const isNext = version === channel.version + 1;
  const next = applyToTimeline(state, message);
  if (!isNext) return { state: next, hasGap: version > channel.version };
  return { state: putChannel(next, advance(channel, [message], version, state.userId)), hasGap: false };
}

/**
 * Takes in one channel's page of a catch-up that was asked for at version `after`. A page of history may have put the
 * known version back meanwhile: then what lies between is in neither, and the next catch-up starts further back.
 */
export function applyChanges(
  state: LiveState,
  channelId: string,
  after: number,
  changes: ChannelChanges,
): LiveState {
  const channel = state.channels.get(channelId);
  if (!channel || after > channel.version || changes.version < channel.version) return state;
  const next = changes.messages.reduce(applyToTimeline, state);
  const advanced = advance(channel, changes.messages, changes.version, state.userId);
  return putChannel(next, withLastRead(advanced, changes.lastReadSeq));
}

/**
 * Takes in a page of history. It was read at `page.version`: what happened since is not in it, even if this client knows
 * of it already, so the known version goes back and the next catch-up brings it.
 */
export function applyHistory(
  state: LiveState,
  channelId: string,
  page: MessagePage,
  mode: "open" | "extend",
): LiveState {
  const users = putAll(state.users, page.users);
  const known = state.timelines.get(channelId);
  const timeline =
    known && (mode === "extend" || touches(known, page)) ? applyPage(known, page) : openTimelineState(page);
  const next = { ...state, users, timelines: new Map(state.timelines).set(channelId, timeline) };
  const channel = state.channels.get(channelId);
  return channel && page.version < channel.version
    ? putChannel(next, { ...channel, version: page.version })
    : next;
}

/** Whether a newest page goes on where a timeline that reached the end stopped: then what was loaded before it stays. */
function touches(known: TimelineState, page: MessagePage): boolean {
  const last = known.messages.at(-1)?.seq ?? 0;
  const first = page.messages[0]?.seq ?? 1;
  return !known.hasNewer && !page.hasNewer && last >= first - 1;
}

/**
 * Takes in a channel as the server just described it. Of a channel that is known already the version stays where it was:
 * a description holds none of the messages in between, so they are still to be caught up.
 */
export function applyChannel(state: LiveState, channel: ChannelView): LiveState {
  return putChannel(state, mergeChannel(state.channels.get(channel.id), channel));
}

function mergeChannel(known: ChannelView | undefined, channel: ChannelView): ChannelView {
  if (!known) return channel;
  const version = Math.min(known.version, channel.version);
  const lastSeq = Math.max(known.lastSeq, channel.lastSeq);
  return withLastRead({ ...channel, version, lastSeq }, known.membership?.lastReadSeq ?? 0);
}

function putChannel(state: LiveState, channel: ChannelView): LiveState {
  return { ...state, channels: new Map(state.channels).set(channel.id, channel) };
}

export function putUsers(state: LiveState, users: UserView[]): LiveState {
  return users.length === 0 ? state : { ...state, users: putAll(state.users, users) };
}

export function removeChannel(state: LiveState, channelId: string): LiveState {
  const channels = new Map(state.channels);
  const timelines = new Map(state.timelines);
  channels.delete(channelId);
  timelines.delete(channelId);
  return { ...state, channels, timelines };
}

/** Takes in what changed about a channel itself; one's own membership and what messages tell stay as they are. */
export function applyChannelChange(state: LiveState, channel: ChannelView): LiveState {
  const known = state.channels.get(channel.id);
  if (!known) return state;
  const { membership, version, lastSeq } = known;
  return putChannel(state, { ...channel, membership, version, lastSeq });
}

/** The mark only rises, as on the server. */
export function applyReadMark(state: LiveState, channelId: string, lastReadSeq: number): LiveState {
  const channel = state.channels.get(channelId);
  return channel ? putChannel(state, withLastRead(channel, lastReadSeq)) : state;
}

/** A newer list of channels from the server, which keeps what events have told meanwhile. */
export function applyChannelList(state: LiveState, channels: ChannelView[]): LiveState {
  const merged = channels.map((channel) => mergeChannel(state.channels.get(channel.id), channel));
  return { ...state, channels: new Map(merged.map((channel) => [channel.id, channel])) };
}

/** Whether a description from the server tells of changes that this state has not taken in. */
export function isBehind(state: LiveState, channels: ChannelView[]): boolean {
  return channels.some((channel) => (state.channels.get(channel.id)?.version ?? 0) < channel.version);
}

function applyToTimeline(state: LiveState, message: MessageView): LiveState {
  const timeline = state.timelines.get(message.channelId);
  if (!timeline) return state;
  const next = applyMessage(timeline, message);
  if (next === timeline) return state;
  return { ...state, timelines: new Map(state.timelines).set(message.channelId, next) };
}

function advance(
  channel: ChannelView,
  messages: MessageView[],
  version: number,
  userId: string,
): ChannelView {
  const lastSeq = Math.max(channel.lastSeq, ...messages.map((message) => message.seq));
  const own = messages.filter((message) => message.authorId === userId).map((message) => message.seq);
  // Writing in a conversation reads it: the server moves the author's mark in the same statement.
  return withLastRead({ ...channel, lastSeq, version }, Math.max(0, ...own));
}

function withLastRead(channel: ChannelView, seq: number): ChannelView {
  if (!channel.membership) return channel;
  const lastReadSeq = Math.max(channel.membership.lastReadSeq, seq);
  const unread = Math.max(0, channel.lastSeq - lastReadSeq);
  return { ...channel, membership: { ...channel.membership, lastReadSeq, unread } };
}

function putAll(users: ReadonlyMap<string, UserView>, more: UserView[]): ReadonlyMap<string, UserView> {
  const merged = new Map(users);
  for (const user of more) merged.set(user.id, user);
  return merged;
}
