import { describe, expect, test } from "vitest";
import type { ChannelView, MembershipView, MessageView } from "#app/shared/views.ts";
import { CHANNEL_ID, makeChannel, makeMessage, makePage, makeUser } from "#tests/views.ts";
import {
  applyAnnouncement,
  applyChannelChange,
  applyChannelList,
  applyMembership,
  applyReadMark,
  applyUnreadMark,
  findUnlisted,
  isBehind,
} from "./channel-state.ts";
import { createLiveState, removeChannel, type LiveState } from "./live-state.ts";
import { applyHistory } from "./sync-state.ts";

const USER = "ben";

function start(channel: ChannelView = makeChannel()): LiveState {
  return createLiveState(USER, [channel], [makeUser("ada")]);
}

function makeMembership(changes: Partial<MembershipView> = {}): MembershipView {
  return { ...makeChannel().membership!, ...changes };
}

const channelOf = (state: LiveState) => state.channels.get(CHANNEL_ID);
const membershipOf = (state: LiveState) => channelOf(state)?.membership;
const announce = (state: LiveState, ...messages: MessageView[]) =>
  messages.reduce((next, message) => applyAnnouncement(next, message, message.version).state, state);

describe("an announced message", () => {
  test("moves the channel on and is unread until it is read", () => {
    const { state, hasGap } = applyAnnouncement(start(), makeMessage(1), 1);
    expect(hasGap).toBe(false);
    expect(channelOf(state)).toMatchObject({
      version: 1,
      lastSeq: 1,
      lastTextNo: 1,
      membership: { unread: 1 },
    });
    expect(membershipOf(applyReadMark(state, CHANNEL_ID, 1))).toMatchObject({ unread: 0, readTextNo: 1 });
  });

  test("of the system is nothing to be read", () => {
    const state = announce(start(), makeMessage(1, { kind: "system", textNo: 0, event: { type: "joined" } }));
    expect(channelOf(state)).toMatchObject({ lastSeq: 1, lastTextNo: 0, membership: { unread: 0 } });
  });

  test("of one's own is read, with all before it", () => {
    const state = announce(start(), makeMessage(1), makeMessage(2, { authorId: USER }));
    expect(membershipOf(state)).toMatchObject({ lastReadSeq: 2, readTextNo: 2, unread: 0 });
  });

  test("of one's own that is only changed reads nothing", () => {
    const state = announce(start(), makeMessage(1, { authorId: USER }), makeMessage(2), makeMessage(3));
    const back = applyMembership(state, CHANNEL_ID, makeMembership({ revision: 9 }));
    expect(membershipOf(announce(back, makeMessage(1, { authorId: USER, version: 4 })))).toMatchObject({
      unread: 3,
    });
  });

  test("behind a gap asks for what was missed, and does not claim to know it", () => {
    const { state, hasGap } = applyAnnouncement(start(), makeMessage(3), 3);
    expect(hasGap).toBe(true);
    expect(channelOf(state)).toMatchObject({ version: 0, lastSeq: 3 });
  });

  test("that is known already is no gap, and changes nothing", () => {
    const state = announce(start(), makeMessage(1));
    expect(applyAnnouncement(state, makeMessage(1), 1)).toEqual({ state, hasGap: false });
  });

  test("of an unknown channel asks for it", () => {
    expect(applyAnnouncement(start(), makeMessage(1, { channelId: "another" }), 1).hasGap).toBe(true);
  });
});

describe("a message that names one", () => {
  const naming = makeMessage(1, { mentions: [USER] });
  const mentionsOf = (state: LiveState) => membershipOf(state)?.mentionSeqs;

  test("counts until it is read", () => {
    const state = announce(start(), naming, makeMessage(2, { mentionAll: "channel" }));
    expect(membershipOf(state)).toMatchObject({ mentions: 2, mentionSeqs: [1, 2] });
    expect(mentionsOf(applyReadMark(state, CHANNEL_ID, 1))).toEqual([2]);
  });

  test("does not count where it is one's own, or names somebody else", () => {
    const own = makeMessage(1, { mentions: [USER], authorId: USER });
    expect(mentionsOf(announce(start(), own, makeMessage(2, { mentions: ["cleo"] })))).toEqual([]);
  });

  test("stops counting when it is deleted or changed, and begins when a change names one", () => {
    const state = announce(start(), naming);
    const deletedAt = naming.createdAt;
    expect(mentionsOf(announce(state, { ...naming, version: 2, deletedAt, mentions: [] }))).toEqual([]);
    const changed = announce(state, { ...naming, version: 2, editedAt: deletedAt, mentions: [] });
    expect(mentionsOf(changed)).toEqual([]);
    expect(mentionsOf(announce(changed, { ...naming, version: 3, editedAt: deletedAt }))).toEqual([1]);
  });

  test("that came late does not bring back what a change took away", () => {
    const changed = makeMessage(1, { version: 2, editedAt: naming.createdAt });
    expect(mentionsOf(announce(start(), changed, naming))).toEqual([]);
  });

  test("as one of those who are there is known from the server only", () => {
    const here = makeMessage(1, { mentionAll: "here" });
    const state = announce(start(), here);
    expect(mentionsOf(state)).toEqual([]);
    const told = applyMembership(state, CHANNEL_ID, makeMembership({ revision: 1, mentionSeqs: [1] }));
    expect(mentionsOf(told)).toEqual([1]);
    expect(
      mentionsOf(announce(told, { ...here, version: 2, deletedAt: here.createdAt, mentionAll: null })),
    ).toEqual([]);
  });
});

describe("one's own membership", () => {
  const state = start(
    makeChannel({ lastSeq: 5, lastTextNo: 4, membership: makeMembership({ revision: 3 }) }),
  );

  test("of a higher revision is taken, also where the mark goes back", () => {
    const read = applyReadMark(state, CHANNEL_ID, 5);
    expect(membershipOf(read)).toMatchObject({ unread: 0, readTextNo: 4 });
    const next = applyMembership(
      read,
      CHANNEL_ID,
      makeMembership({ revision: 4, lastReadSeq: 2, readTextNo: 1, muted: true }),
    );
    expect(membershipOf(next)).toMatchObject({ lastReadSeq: 2, unread: 3, muted: true });
  });

  test("of an older or the same revision is late news", () => {
    for (const revision of [2, 3])
      expect(applyMembership(state, CHANNEL_ID, makeMembership({ revision, muted: true }))).toBe(state);
  });

  test("of who has come back is another one, whatever its revision", () => {
    const again = makeMembership({ revision: 0, joinedAt: "2027-01-01T00:00:00.000Z", role: "owner" });
    const back = applyMembership(state, CHANNEL_ID, again);
    expect(membershipOf(back)).toMatchObject({ role: "owner", revision: 0 });
    expect(applyMembership(back, CHANNEL_ID, makeMembership({ revision: 9 }))).toBe(back);
  });
});

describe("a mark that is set here", () => {
  const state = applyHistory(
    start(makeChannel({ lastSeq: 9, lastTextNo: 9, version: 9 })),
    CHANNEL_ID,
    makePage(1, 9, 9),
    "open",
  );

  test("as read only rises", () => {
    const read = applyReadMark(state, CHANNEL_ID, 7);
    expect(membershipOf(read)).toMatchObject({ lastReadSeq: 7, unread: 2 });
    expect(applyReadMark(read, CHANNEL_ID, 3)).toBe(read);
  });

  test("as unread goes back to before the message", () => {
    const unread = applyUnreadMark(applyReadMark(state, CHANNEL_ID, 9), CHANNEL_ID, 4);
    expect(membershipOf(unread)).toMatchObject({ lastReadSeq: 3, readTextNo: 3, unread: 6 });
    expect(applyUnreadMark(unread, CHANNEL_ID, 8)).toBe(unread);
  });
});

describe("a list of channels from a loader", () => {
  test("does not undo what events have told", () => {
    const state = announce(start(), makeMessage(1));
    const listed = channelOf(applyChannelList(state, [makeChannel({ topic: "old" })]));
    expect(listed).toMatchObject({ lastSeq: 1, membership: { unread: 1 } });
  });

  test("moves no version: what lies between is still to be caught up", () => {
    const state = start(makeChannel({ version: 3, lastSeq: 3, lastTextNo: 3 }));
    const list = [makeChannel({ version: 8, lastSeq: 8, lastTextNo: 8, topic: "New topic" })];
    expect(isBehind(state, list)).toBe(true);
    const listed = channelOf(applyChannelList(state, list));
    expect(listed).toMatchObject({ version: 3, lastSeq: 8, topic: "New topic", membership: { unread: 8 } });
  });

  test("tells which channels are not in it", () => {
    expect(findUnlisted(start(), [])).toEqual([CHANNEL_ID]);
    expect(findUnlisted(start(), [makeChannel()])).toEqual([]);
  });
});

describe("a changed channel", () => {
  test("keeps one's own membership and place", () => {
    const state = announce(start(), makeMessage(1));
    const told = makeChannel({ memberCount: 3, version: 2, membership: null });
    expect(channelOf(applyChannelChange(state, told))).toMatchObject({
      memberCount: 3,
      version: 1,
      membership: { unread: 1 },
    });
  });

  test("that was described before the last change is late news", () => {
    const state = applyChannelChange(start(), makeChannel({ version: 5, topic: "new" }));
    const late = applyChannelChange(state, makeChannel({ version: 4, topic: "old" }));
    expect(channelOf(late)?.topic).toBe("new");
  });

  test("that one is not in is none of one's business", () => {
    const state = start();
    expect(applyChannelChange(state, makeChannel({ id: "another" }))).toBe(state);
  });
});

test("a channel that was left takes all that was in it along", () => {
  const page = { ...makePage(1, 3, 3), references: [makeMessage(9)] };
  const state = removeChannel(applyHistory(start(), CHANNEL_ID, page, "open"), CHANNEL_ID);
  expect([state.channels.size, state.timelines.size, state.references.size]).toEqual([0, 0, 0]);
});
