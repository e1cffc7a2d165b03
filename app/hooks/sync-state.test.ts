import { describe, expect, test } from "vitest";
import type { ChannelChanges } from "#app/shared/events.ts";
import type { ChannelView, MessageView } from "#app/shared/views.ts";
import { CHANNEL_ID, makeChannel, makeMessage, makePage, makeUser } from "#tests/views.ts";
import { applyAnnouncement } from "./channel-state.ts";
import { createLiveState, type LiveState } from "./live-state.ts";
import {
  applyChanges,
  applyFound,
  applyHistory,
  applySync,
  applyThread,
  isPutBack,
  readVersions,
  TIMELINES_MAX,
} from "./sync-state.ts";

const USER = "ben";

/** A client that has opened a channel of so many messages at its end. */
function open(lastSeq: number, changes: Partial<ChannelView> = {}): LiveState {
  const channel = makeChannel({ version: lastSeq, lastSeq, lastTextNo: lastSeq, ...changes });
  const state = createLiveState(USER, [channel], [makeUser("ada")]);
  return applyHistory(state, CHANNEL_ID, makePage(1, lastSeq, lastSeq), "open");
}

function makeChanges(
  messages: MessageView[],
  version: number,
  changes: Partial<ChannelChanges> = {},
): ChannelChanges {
  const membership = makeChannel().membership!;
  return { messages, references: [], follows: [], version, more: false, membership, ...changes };
}

const channelOf = (state: LiveState) => state.channels.get(CHANNEL_ID);
const timelineOf = (state: LiveState) => state.timelines.get(CHANNEL_ID);
const seqsOf = (state: LiveState) => timelineOf(state)?.messages.map(({ seq }) => seq);
const announce = (state: LiveState, message: MessageView) =>
  applyAnnouncement(state, message, message.version).state;

test("a catch-up tells of threads, unless they were read further meanwhile, and what is in the inbox", () => {
  const follow = { rootId: "root", channelId: CHANNEL_ID, follows: true, lastReadSeq: 2, unread: 1 };
  const changes = makeChanges([makeMessage(4)], 4, { follows: [follow] });
  const answer = { channels: { [CHANNEL_ID]: changes }, users: [], joined: [], left: [], inboxUnread: 3 };
  const known = { [CHANNEL_ID]: 3 };
  const state = applySync(open(3), known, answer);
  expect([state.follows.get("root"), state.inboxUnread]).toEqual([follow, 3]);
  const newer = { ...follow, lastReadSeq: 4, unread: 0 };
  const late = applySync({ ...open(3), inboxUnread: 7, follows: new Map([["root", newer]]) }, known, {
    ...answer,
    inboxUnread: undefined,
  });
  expect([late.follows.get("root"), late.inboxUnread]).toEqual([newer, 7]);
  const again = { ...follow, follows: false };
  const page = { ...makePage(1, 4, 4), follows: [again] };
  expect(applyHistory(state, CHANNEL_ID, page, "open").follows.get("root")).toEqual(again);
});

describe("a page of catch-up", () => {
  test("brings messages, what they refer to, the channel and the membership", () => {
    const channel = makeChannel({ version: 4, lastSeq: 4, lastTextNo: 4, topic: "new" });
    const membership = { ...makeChannel().membership!, lastReadSeq: 3, readTextNo: 3 };
    const changes = makeChanges([makeMessage(4)], 4, { channel, membership, references: [makeMessage(90)] });
    const state = applyChanges(open(3), CHANNEL_ID, 3, changes);
    expect(seqsOf(state)).toEqual([1, 2, 3, 4]);
    expect(channelOf(state)).toMatchObject({
      version: 4,
      topic: "new",
      membership: { lastReadSeq: 3, unread: 1 },
    });
    expect([...state.references.keys()]).toEqual(["message 90"]);
  });

  test("that is older than what is known is ignored", () => {
    const state = open(5);
    expect(applyChanges(state, CHANNEL_ID, 2, makeChanges([makeMessage(3)], 3))).toBe(state);
  });

  test("that began after what is known now would skip what lies between, and is ignored", () => {
    const state = open(3);
    expect(applyChanges(state, CHANNEL_ID, 5, makeChanges([makeMessage(6)], 6))).toBe(state);
  });

  test("of equal revision says where the mark is: an own message that was scheduled reads nothing", () => {
    const ahead = announce(open(3), makeMessage(4, { authorId: USER }));
    expect(channelOf(ahead)?.membership).toMatchObject({ lastReadSeq: 4 });
    const state = applyChanges(ahead, CHANNEL_ID, 4, makeChanges([], 4));
    expect(channelOf(state)?.membership).toMatchObject({ lastReadSeq: 0, unread: 4 });
  });
});

describe("a newest page instead of too many changes", () => {
  const channel = makeChannel({ version: 90, lastSeq: 60, lastTextNo: 60 });
  const page = [makeMessage(59, { version: 80 }), makeMessage(60, { version: 90 })];
  const newest = makeChanges(page, 90, { channel, isPage: true, hasOlder: true });

  test("takes the place of the timeline, and forgets what may have changed unseen", () => {
    const quoting = applyFound(open(3), [makeMessage(1), makeMessage(2)], { [CHANNEL_ID]: 3 });
    const state = applyChanges(quoting, CHANNEL_ID, 3, newest);
    expect(seqsOf(state)).toEqual([59, 60]);
    expect(timelineOf(state)).toMatchObject({ hasOlder: true, hasNewer: false });
    expect(channelOf(state)).toMatchObject({ version: 90, lastSeq: 60, membership: { unread: 60 } });
    expect(state.references.size).toBe(0);
  });

  test("keeps what came after it was read", () => {
    const ahead = announce(
      announce(open(3), makeMessage(61, { version: 92 })),
      makeMessage(60, { version: 91, body: "edited" }),
    );
    const state = applyChanges(ahead, CHANNEL_ID, 3, newest);
    expect(seqsOf(state)).toEqual([59, 60, 61]);
    expect(timelineOf(state)?.messages[1]?.body).toBe("edited");
    expect(channelOf(state)).toMatchObject({ version: 90, lastSeq: 61 });
  });

  test("knows who is named in what was skipped from the membership, and no more from before", () => {
    const named = announce(open(3), makeMessage(4, { mentions: [USER] }));
    expect(channelOf(named)?.membership?.mentionSeqs).toEqual([4]);
    const membership = { ...makeChannel().membership!, mentionSeqs: [30] };
    const state = applyChanges(named, CHANNEL_ID, 4, { ...newest, membership });
    expect(channelOf(state)?.membership?.mentionSeqs).toEqual([30]);
  });

  test("that is older than what is known is ignored", () => {
    const state = open(95);
    expect(applyChanges(state, CHANNEL_ID, 3, newest)).toBe(state);
  });

  test("of a database that never had the known version is believed", () => {
    const state = applyChanges(open(200), CHANNEL_ID, 200, newest);
    expect(channelOf(state)).toMatchObject({ version: 90, lastSeq: 60 });
    expect(seqsOf(state)).toEqual([59, 60]);
  });
});

describe("a page of history", () => {
  test("of the end, loaded again, keeps the older messages that were loaded before", () => {
    const longer = applyHistory(open(9), CHANNEL_ID, makePage(5, 9, 9), "open");
    expect(seqsOf(longer)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("around another place takes the place of what was shown", () => {
    const state = applyHistory(open(90), CHANNEL_ID, makePage(20, 30, 90), "open");
    expect(seqsOf(state)).toHaveLength(11);
    expect(timelineOf(state)?.hasNewer).toBe(true);
  });

  test("that was read before the last event is caught up with, not believed", () => {
    const ahead = announce(open(2), makeMessage(3));
    const state = applyHistory(ahead, CHANNEL_ID, makePage(1, 2, 2), "open");
    expect(channelOf(state)).toMatchObject({ version: 2, lastSeq: 3 });
    expect([isPutBack(ahead, state), isPutBack(state, ahead)]).toEqual([true, false]);
    expect(readVersions(state)).toEqual({ [CHANNEL_ID]: 2 });
  });

  test("says which of its messages are kept by the reader", () => {
    const saved = applyHistory(
      open(9),
      CHANNEL_ID,
      { ...makePage(1, 9, 9), savedIds: ["message 2"] },
      "open",
    );
    expect([...saved.savedIds]).toEqual(["message 2"]);
    const elsewhere = applyHistory(saved, CHANNEL_ID, makePage(5, 9, 9), "open");
    expect([...elsewhere.savedIds]).toEqual(["message 2"]);
    expect([...applyHistory(elsewhere, CHANNEL_ID, makePage(1, 9, 9), "open").savedIds]).toEqual([]);
  });

  test("of one channel too many lets the one go that was opened longest ago", () => {
    let state = open(3);
    for (let number = 1; number < TIMELINES_MAX; number++)
      state = applyHistory(state, `channel ${number}`, makePage(1, 1, 1), "open");
    const again = applyHistory(state, CHANNEL_ID, makePage(1, 3, 3), "open");
    const one = applyHistory(again, "one more", makePage(1, 1, 1), "open");
    expect([one.timelines.size, one.timelines.has(CHANNEL_ID), one.timelines.has("channel 1")]).toEqual([
      TIMELINES_MAX,
      true,
      false,
    ]);
  });
});

describe("a thread", () => {
  const reply = makeMessage(4, { parentId: "message 1", threadNo: 1 });
  const follow = { rootId: "message 1", channelId: CHANNEL_ID, follows: true, lastReadSeq: 0, unread: 1 };
  const thread = {
    root: makeMessage(1),
    replies: [reply],
    users: [],
    references: [],
    savedIds: [],
    hasOlder: false,
    follow,
  };

  test("shows on the message with which it began how many replies there are, wherever that is held", () => {
    const quoted = applyFound(open(3), [makeMessage(1)], { [CHANNEL_ID]: 3 });
    const state = announce(quoted, reply);
    const shown = { replyCount: 1, lastReplyAt: reply.createdAt };
    expect(timelineOf(state)?.messages[0]).toMatchObject(shown);
    expect(state.references.get("message 1")).toMatchObject(shown);
    // An edit that was read before the reply does not take it away.
    const edited = announce(state, makeMessage(1, { version: 5, body: "edited" }));
    expect(timelineOf(edited)?.messages[0]).toMatchObject({ ...shown, body: "edited" });
  });

  test("whose first message comes later shows what is known of it already", () => {
    const state = announce(applyHistory(open(3), CHANNEL_ID, makePage(3, 3, 3), "open"), reply);
    const found = applyFound(state, [makeMessage(1)], { [CHANNEL_ID]: 4 });
    expect(found.references.get("message 1")?.replyCount).toBe(1);
  });

  test("that is open goes on with what is replied, and what is changed in it", () => {
    const state = applyThread(open(3), thread, { [CHANNEL_ID]: 3 });
    expect(state.follows.get("message 1")).toEqual(follow);
    const edited = announce(state, makeMessage(4, { ...reply, version: 5, body: "edited" }));
    const more = announce(edited, makeMessage(5, { version: 6, parentId: "message 1", threadNo: 2 }));
    expect([...more.references.values()].map(({ body }) => body)).toEqual(["body 1", "edited", "body 5"]);
    expect(announce(open(3), reply).references.size).toBe(0);
  });
});

test("messages that were asked for by id may have changed since: what happened meanwhile is asked for again", () => {
  const state = announce(open(3), makeMessage(4));
  expect(channelOf(applyFound(state, [makeMessage(2)], { [CHANNEL_ID]: 3 }))?.version).toBe(3);
  expect(channelOf(applyFound(state, [makeMessage(2)], { [CHANNEL_ID]: 4 }))?.version).toBe(4);
});

test("an answer to a catch-up brings channels, takes channels away and changes those that are there", () => {
  const joined = makeChannel({ id: "joined", version: 7 });
  const answer = {
    channels: { [CHANNEL_ID]: makeChanges([makeMessage(4)], 4) },
    users: [makeUser("cleo")],
    joined: [joined],
    left: ["left"],
  };
  const before = { ...open(3), channels: new Map(open(3).channels).set("left", makeChannel({ id: "left" })) };
  const state = applySync(before, readVersions(before), answer);
  expect(readVersions(state)).toEqual({ [CHANNEL_ID]: 4, joined: 7 });
  expect(state.users.has("cleo")).toBe(true);
});
