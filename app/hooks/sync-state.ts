import type { ChannelChanges, SyncAnswer } from "#app/shared/events.ts";
import type { MessagePage, MessageView, ThreadFollowView, ThreadView } from "#app/shared/views.ts";
import { advance, applyChannel, applyChannelChange } from "./channel-state.ts";
import {
  dropReferences,
  putChannel,
  putReferences,
  putTimeline,
  putUsers,
  removeChannel,
  takeMessages,
  takeReplyCounts,
  type LiveState,
} from "./live-state.ts";
import { chooseMembership } from "./membership-state.ts";
import { withReplies } from "./thread-state.ts";
import {
  applyMessage,
  applyPage,
  closeTimelineState,
  openTimelineState,
  type TimelineState,
} from "./timeline-state.ts";

/** Channels whose timelines are held; beyond them the one that was opened longest ago is dropped. */
export const TIMELINES_MAX = 20;

/** The version of each channel that a state knows. */
export type KnownVersions = Readonly<Record<string, number>>;

export function readVersions(state: LiveState): KnownVersions {
  return Object.fromEntries([...state.channels.values()].map((channel) => [channel.id, channel.version]));
}

/** Takes in a whole answer to a catch-up that was asked for at these versions. */
export function applySync(state: LiveState, known: KnownVersions, answer: SyncAnswer): LiveState {
  let next = putUsers(state, answer.users);
  for (const channel of answer.joined) next = applyChannel(next, channel);
  for (const channelId of answer.left) next = removeChannel(next, channelId);
  for (const [channelId, changes] of Object.entries(answer.channels)) {
    next = applyChanges(next, channelId, known[channelId] ?? 0, changes);
    next = takeFollows(next, changes.follows);
  }
  const { inboxUnread = state.inboxUnread } = answer;
  return { ...next, inboxUnread };
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
  if (!channel) return state;
  if (after > changes.version && after === channel.version) return startAnew(state, channelId, changes);
  if (changes.version < channel.version) return state;
  if (after > channel.version && !changes.isPage) return state;
  let next = changes.isPage ? skipTo(state, channelId, changes) : state;
  next = putReferences(takeMessages(next, changes.messages), changes.references);
  // The answer was read when all that is known was there, so that of equal memberships its own is the true one.
  const membership = chooseMembership(channel.membership, changes.membership, true);
  next = advance(next, { ...channel, membership }, changes.messages, changes.version);
  return changes.channel ? applyChannelChange(next, changes.channel) : next;
}

/** The server never had the version that is known: its database is another one, e.g. from a backup. */
function startAnew(state: LiveState, channelId: string, changes: ChannelChanges): LiveState {
  if (!changes.channel) return state;
  const { messages, references, hasOlder = false } = changes;
  const next = putReferences(applyChannel(removeChannel(state, channelId), changes.channel), references);
  if (!state.timelines.has(channelId)) return next;
  return putTimeline(next, channelId, openTimelineState({ messages, hasOlder, hasNewer: false }));
}

/** Too much has happened: the newest page takes the place of what is held, of which nobody knows what is still true. */
function skipTo(state: LiveState, channelId: string, changes: ChannelChanges): LiveState {
  const isLater = ({ version }: { version: number }) => version > changes.version;
  const namings = [...(state.namings.get(channelId) ?? [])].filter(([, naming]) => isLater(naming));
  const next = {
    ...dropReferences(state, channelId),
    namings: new Map(state.namings).set(channelId, new Map(namings)),
  };
  const known = state.timelines.get(channelId);
  if (!known) return next;
  const { hasOlder = false } = changes;
  const messages = changes.messages.map((message) => withReplies(message, state.threads));
  const page = openTimelineState({ messages, hasOlder, hasNewer: false });
  return putTimeline(
    next,
    channelId,
    [...known.messages, ...known.ahead].filter(isLater).reduce(applyMessage, page),
  );
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
  let next = takeSaved(putUsers(state, page.users), page.messages, page.savedIds);
  next = takeFollows(next, page.follows);
  next = takeReplyCounts(putReferences(next, page.references), page.messages);
  const messages = page.messages.map((message) => withReplies(message, next.threads));
  const known = next.timelines.get(channelId);
  const timeline =
    known && (mode === "extend" || touches(known, page))
      ? applyPage(known, { ...page, messages })
      : openTimelineState({ ...page, messages });
  next = keepNewest(next, channelId, timeline);
  return putBack(next, channelId, page.version);
}

/** Whether a newest page goes on where a timeline that reached the end stopped: then what was loaded before it stays. */
function touches(known: TimelineState, page: MessagePage): boolean {
  const last = known.messages.at(-1)?.seq ?? 0;
  const first = page.messages[0]?.seq ?? 1;
  return !known.hasNewer && !page.hasNewer && last >= first - 1;
}

function keepNewest(state: LiveState, channelId: string, timeline: TimelineState): LiveState {
  const timelines = new Map(state.timelines);
  // To the end, where those are that were opened last.
  timelines.delete(channelId);
  for (const [id, other] of timelines) timelines.set(id, closeTimelineState(other));
  timelines.set(channelId, timeline);
  let next: LiveState = { ...state, timelines };
  for (const old of [...timelines.keys()].slice(0, -TIMELINES_MAX)) {
    timelines.delete(old);
    next = dropReferences(next, old);
  }
  return next;
}

/** What was read at this version, or later, holds nothing that is certain to be newer. */
function putBack(state: LiveState, channelId: string, version: number): LiveState {
  const channel = state.channels.get(channelId);
  return channel && version < channel.version ? putChannel(state, { ...channel, version }) : state;
}

/**
 * Takes in messages that were asked for by their ids when the channels had these versions. What happened since may be
 * missing in them, so the known versions go back to where they were.
 */
export function applyFound(
  state: LiveState,
  messages: readonly MessageView[],
  asked: KnownVersions,
): LiveState {
  const channelIds = new Set(messages.map((message) => message.channelId));
  return [...channelIds].reduce(
    (next, channelId) => putBack(next, channelId, asked[channelId] ?? 0),
    putReferences(state, messages),
  );
}

/** Takes in a thread that was asked for when the channels had these versions. */
export function applyThread(state: LiveState, thread: ThreadView, asked: KnownVersions): LiveState {
  const messages = [thread.root, ...thread.replies];
  const next = takeSaved(putUsers(state, thread.users), messages, thread.savedIds);
  return applyFound(takeFollows(next, [thread.follow]), [...messages, ...thread.references], asked);
}

/** Whether a channel is known to an earlier version than before: what lies between has to be asked for. */
export function isPutBack(before: LiveState, after: LiveState): boolean {
  if (before.channels === after.channels) return false;
  return [...after.channels.values()].some(
    ({ id, version }) => version < (before.channels.get(id)?.version ?? 0),
  );
}

/** Of a thread that was read further than an answer knows, something newer was told meanwhile. */
function takeFollows(state: LiveState, told: readonly ThreadFollowView[]): LiveState {
  if (told.length === 0) return state;
  const follows = new Map(state.follows);
  for (const follow of told) {
    if (follow.lastReadSeq >= (follows.get(follow.rootId)?.lastReadSeq ?? 0))
      follows.set(follow.rootId, follow);
  }
  return { ...state, follows };
}

function takeSaved(
  state: LiveState,
  messages: readonly MessageView[],
  savedIds: readonly string[],
): LiveState {
  const next = new Set(state.savedIds);
  for (const { id } of messages) next.delete(id);
  for (const id of savedIds) next.add(id);
  return { ...state, savedIds: next };
}
