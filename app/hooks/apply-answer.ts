import type { Requests } from "#app/shared/events.ts";
import type { ChannelView, MessageView, ThreadFollowView } from "#app/shared/views.ts";
import { applyEvent, applyReceipts } from "./apply-event.ts";
import { applyAnnouncement, applyChannel, applyMembership, type ApplyResult } from "./channel-state.ts";
import { putUsers, takeMessages, type LiveState } from "./live-state.ts";
import { applyFound, applyHistory, applyThread, type KnownVersions } from "./sync-state.ts";

/** What was asked, and the versions that were known then. */
interface Question<E extends keyof Requests> {
  ask: Requests[E]["ask"];
  versions: KnownVersions;
}

type Change<E extends keyof Requests> = (
  state: LiveState,
  answer: Requests[E]["answer"],
  question: Question<E>,
) => LiveState | ApplyResult;

/** What the answer to a request tells of what a client holds. */
const CHANGES: { [E in keyof Requests]?: Change<E> } = {
  "message:send": takeMessage,
  "message:edit": takeMessage,
  "message:delete": takeMessage,
  "message:pin": takeMessage,
  "message:unpin": takeMessage,
  "message:forward": takeMessage,
  "reaction:add": takeMessage,
  "reaction:remove": takeMessage,
  "command:run": (state, { message }) => (message ? takeMessage(state, message) : state),
  "message:find": (state, { messages, users }, { versions }) =>
    applyFound(putUsers(state, users), messages, versions),
  "message:list": (state, page, { ask }) => {
    const isStretch = ask.before !== undefined || ask.after !== undefined;
    return applyHistory(state, ask.channelId, page, isStretch ? "extend" : "open");
  },
  "message:save": (state, _, { ask }) => applyEvent(state, "saved:changed", { ...ask, isSaved: true }),
  "message:unsave": (state, _, { ask }) => applyEvent(state, "saved:changed", { ...ask, isSaved: false }),
  "thread:open": (state, thread, { versions }) => applyThread(state, thread, versions),
  "thread:read": takeFollow,
  "thread:follow": takeFollow,
  "inbox:list": (state, { items, users }) =>
    takeMessages(
      putUsers(state, users),
      items.flatMap((item) => (item.kind === "reminder" ? [] : item.message)),
    ),
  "inbox:seen": (state) => ({ ...state, inboxUnread: 0 }),
  "channel:create": takeChannel,
  "channel:direct": takeChannel,
  "channel:join": takeChannel,
  "channel:unread": (state, membership, { ask }) => applyMembership(state, ask.channelId, membership),
  "channel:set": (state, membership, { ask }) => applyMembership(state, ask.channelId, membership),
  "channel:receipts": (state, receipts, { ask }) => applyReceipts(state, ask.channelId, receipts),
  "member:find": (state, members) =>
    putUsers(
      state,
      members.map((member) => member.user),
    ),
  "user:find": (state, users) => putUsers(state, users),
};

/** The state after an answer. With a gap, what came after the known versions has to be asked for. */
export function applyAnswer<E extends keyof Requests>(
  state: LiveState,
  event: E,
  answer: Requests[E]["answer"],
  question: Question<E>,
): ApplyResult {
  const change: Change<E> | undefined = CHANGES[event];
  const result = change?.(state, answer, question) ?? state;
  return "hasGap" in result ? result : { state: result, hasGap: false };
}

function takeMessage(state: LiveState, message: MessageView): ApplyResult {
  return applyAnnouncement(state, message, message.version);
}

function takeChannel(state: LiveState, channel: ChannelView): LiveState {
  return applyChannel(state, channel);
}

function takeFollow(state: LiveState, follow: ThreadFollowView): ApplyResult {
  return applyEvent(state, "thread:changed", { follow });
}
