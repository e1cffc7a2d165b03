import type { Announcements } from "#app/shared/events.ts";
import type { ReceiptView } from "#app/shared/views.ts";
import {
  applyAnnouncement,
  applyChannel,
  applyChannelChange,
  applyMembership,
  type ApplyResult,
} from "./channel-state.ts";
import { countForInbox } from "./inbox-state.ts";
import { putUsers, removeChannel, type LiveState, type ReceiptMarks } from "./live-state.ts";

/** What each event changes in what a client holds. Those that are not here change nothing that lasts. */
const CHANGES = {
  "message:created": (state, { message, version }) => {
    const isNews = version > (state.channels.get(message.channelId)?.version ?? Infinity);
    const { state: next, hasGap } = applyAnnouncement(state, message, version);
    return { state: isNews ? countForInbox(next, message) : next, hasGap };
  },
  "message:updated": (state, { message, version }) => applyAnnouncement(state, message, version),
  // Whoever was told of a channel, or out of one, may have missed messages of it meanwhile.
  "channel:joined": (state, { channel }) => ({ state: applyChannel(state, channel), hasGap: true }),
  "channel:left": (state, { channelId }) => ({ state: removeChannel(state, channelId), hasGap: true }),
  "channel:changed": (state, { channel }) => settled(applyChannelChange(state, channel)),
  "membership:changed": (state, { channelId, membership }) =>
    settled(applyMembership(state, channelId, membership)),
  "receipt:changed": (state, receipt) => settled(applyReceipt(state, receipt.channelId, receipt)),
  "user:changed": (state, { user }) => settled(putUsers(state, [user])),
  "presence:changed": (state, { userId, presence }) => {
    const user = state.users.get(userId);
    return settled(user ? putUsers(state, [{ ...user, presence }]) : state);
  },
  "thread:changed": (state, { follow }) =>
    settled({ ...state, follows: new Map(state.follows).set(follow.rootId, follow) }),
  "saved:changed": (state, { messageId, isSaved }) => {
    const savedIds = new Set(state.savedIds);
    if (isSaved) savedIds.add(messageId);
    else savedIds.delete(messageId);
    return settled({ ...state, savedIds });
  },
  "inbox:changed": (state, { unread }) => settled({ ...state, inboxUnread: unread }),
} satisfies { [E in keyof Announcements]?: (state: LiveState, payload: Announcements[E]) => ApplyResult };

/** Events that change what a client holds. */
export type StateEvent = keyof typeof CHANGES;

export const STATE_EVENTS = Object.keys(CHANGES) as StateEvent[];

/** The state after an event. With a gap, what came after the known versions has to be asked for. */
export function applyEvent<E extends StateEvent>(
  state: LiveState,
  event: E,
  payload: Announcements[E],
): ApplyResult {
  const change = CHANGES[event] as (state: LiveState, payload: Announcements[E]) => ApplyResult;
  return change(state, payload);
}

function settled(state: LiveState): ApplyResult {
  return { state, hasGap: false };
}

/** How far somebody has got. Marks only rise; zero is what somebody tells who has switched read receipts off. */
export function applyReceipt(state: LiveState, channelId: string, receipt: ReceiptView): LiveState {
  const known = state.receipts.get(channelId) ?? new Map<string, ReceiptMarks>();
  const before = known.get(receipt.userId);
  const marks = {
    deliveredSeq: Math.max(before?.deliveredSeq ?? 0, receipt.deliveredSeq),
    readSeq: receipt.readSeq === 0 ? 0 : Math.max(before?.readSeq ?? 0, receipt.readSeq),
  };
  return {
    ...state,
    receipts: new Map(state.receipts).set(channelId, new Map(known).set(receipt.userId, marks)),
  };
}

/** Everybody's marks in a channel. Who is not in the list, or tells nothing any more, is forgotten. */
export function applyReceipts(state: LiveState, channelId: string, receipts: ReceiptView[]): LiveState {
  const known = state.receipts.get(channelId);
  const empty = {
    ...state,
    receipts: new Map(state.receipts).set(channelId, new Map<string, ReceiptMarks>()),
  };
  return receipts.reduce<LiveState>((next, receipt) => {
    const before = known?.get(receipt.userId);
    // Events may have come while the list was on its way.
    const isTold = receipt.deliveredSeq > 0 || receipt.readSeq > 0;
    const kept = isTold && before ? applyReceipt(next, channelId, { ...receipt, ...before }) : next;
    return applyReceipt(kept, channelId, receipt);
  }, empty);
}
