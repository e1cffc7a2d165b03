import type { ChannelView, MembershipView, MessageView } from "#app/shared/views.ts";
import { putChannel, takeMessages, type LiveState } from "./live-state.ts";
import { chooseMembership, moveMark, settleMembership, takeNamings } from "./membership-state.ts";

export interface ApplyResult {
  state: LiveState;
  /** An event was missed: what came after the known version has to be asked for. */
  hasGap: boolean;
}

/** Takes in one announced message. */
export function applyAnnouncement(state: LiveState, message: MessageView, version: number): ApplyResult {
  const channel = state.channels.get(message.channelId);
  if (!channel) return { state, hasGap: true };
  const next = takeMessages(state, [message]);
  if (version <= channel.version) return { state: next, hasGap: false };
  const isNext = version === channel.version + 1;
  // Writing in a conversation reads it: the server moves the author's mark in the same statement.
  const isOwn = message.authorId === state.userId && message.kind === "text" && message.seq > channel.lastSeq;
  const isAhead = message.seq > (channel.membership?.lastReadSeq ?? 0);
  const moved = isOwn && isAhead ? moveMark(channel, message.seq, message.textNo) : channel;
  return { state: advance(next, moved, [message], isNext ? version : channel.version), hasGap: !isNext };
}

/** The channel at a version, with the numbers of messages that are new to it and what they say of the person. */
export function advance(
  state: LiveState,
  channel: ChannelView,
  messages: readonly MessageView[],
  version: number,
): LiveState {
  const namings = takeNamings(state.namings.get(channel.id) ?? new Map(), messages, state.userId);
  const lastSeq = Math.max(channel.lastSeq, ...messages.map((message) => message.seq));
  const lastTextNo = Math.max(channel.lastTextNo, ...messages.map((message) => message.textNo));
  const next = { ...state, namings: new Map(state.namings).set(channel.id, namings) };
  return putChannel(next, settleMembership({ ...channel, version, lastSeq, lastTextNo }, namings));
}

/**
 * Takes in a channel as the server just described it. Of a channel that is known already the version stays where it was:
 * a description holds none of the messages in between, so they are still to be caught up.
 */
export function applyChannel(state: LiveState, view: ChannelView): LiveState {
  const known = state.channels.get(view.id);
  if (!known) return describe(putChannel(state, view), view);
  const isCurrent = view.version >= known.version;
  const membership = chooseMembership(known.membership, view.membership, isCurrent);
  return describe(putChannel(state, { ...known, membership }), view);
}

/** Takes in what changed about a channel itself; one's own membership stays as it is. */
export function applyChannelChange(state: LiveState, view: ChannelView): LiveState {
  return state.channels.has(view.id) ? describe(state, view) : state;
}

/** What a channel is called and the like: whatever changes it writes a message too, so the higher version is the newer. */
function describe(state: LiveState, view: ChannelView): LiveState {
  const known = state.channels.get(view.id) ?? view;
  const isNewer = view.version >= (state.described.get(view.id) ?? 0);
  const channel = {
    ...(isNewer ? view : known),
    version: known.version,
    membership: known.membership,
    lastSeq: Math.max(known.lastSeq, view.lastSeq),
    lastTextNo: Math.max(known.lastTextNo, view.lastTextNo),
  };
  const isNews = isNewer && view.version !== state.described.get(view.id);
  const described = isNews ? new Map(state.described).set(view.id, view.version) : state.described;
  return putChannel({ ...state, described }, settleMembership(channel, state.namings.get(view.id)));
}

/** A newer list of channels from the server, which keeps what events have told meanwhile. */
export function applyChannelList(state: LiveState, channels: ChannelView[]): LiveState {
  return channels.reduce(applyChannel, state);
}

/** Channels that are known and not in a list: left since, or joined after it was read. */
export function findUnlisted(state: LiveState, channels: ChannelView[]): string[] {
  const listed = new Set(channels.map((channel) => channel.id));
  return [...state.channels.keys()].filter((channelId) => !listed.has(channelId));
}

/** Whether a description from the server tells of changes that this state has not taken in. */
export function isBehind(state: LiveState, channels: ChannelView[]): boolean {
  return channels.some((channel) => (state.channels.get(channel.id)?.version ?? 0) < channel.version);
}

/** Takes in the person's own membership; a lower revision than the known one is late news. */
export function applyMembership(state: LiveState, channelId: string, view: MembershipView): LiveState {
  const channel = state.channels.get(channelId);
  if (!channel) return state;
  const membership = chooseMembership(channel.membership, view, false);
  if (membership === channel.membership) return state;
  return putChannel(state, settleMembership({ ...channel, membership }, state.namings.get(channelId)));
}

/** The person has read up to a message, before the server knows. The mark only rises. */
export function applyReadMark(state: LiveState, channelId: string, seq: number): LiveState {
  const channel = state.channels.get(channelId);
  const known = channel?.membership;
  if (!channel || !known || seq <= known.lastReadSeq) return state;
  const readTextNo = seq >= channel.lastSeq ? channel.lastTextNo : findTextNo(state, channelId, seq);
  const moved = moveMark(channel, seq, Math.max(known.readTextNo, readTextNo ?? 0));
  return putChannel(state, settleMembership(moved, state.namings.get(channelId)));
}

/** The message with this number and all after it are unread, before the server knows. */
export function applyUnreadMark(state: LiveState, channelId: string, seq: number): LiveState {
  const channel = state.channels.get(channelId);
  const known = channel?.membership;
  const first = state.timelines.get(channelId)?.messages.find((message) => message.seq === seq);
  if (!channel || !known || !first || seq > known.lastReadSeq) return state;
  const before = first.kind === "text" ? first.textNo - 1 : first.textNo;
  return putChannel(
    state,
    settleMembership(moveMark(channel, seq - 1, before), state.namings.get(channelId)),
  );
}

function findTextNo(state: LiveState, channelId: string, seq: number): number | undefined {
  return state.timelines.get(channelId)?.messages.find((message) => message.seq === seq)?.textNo;
}
