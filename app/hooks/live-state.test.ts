import { describe, expect, test } from "vitest";
import type { ChannelChanges } from "#app/shared/events.ts";
import type { ChannelView, MessagePage, MessageView } from "#app/shared/views.ts";
import { CHANNEL_ID, makeChannel, makeMessage, makePage, makeUser } from "#tests/views.ts";
import {
  applyAnnouncement,
  applyChanges,
  applyChannelChange,
  applyChannelList,
  applyHistory,
  applyReadMark,
  createLiveState,
  isBehind,
  removeChannel,
  type LiveState,
} from "./live-state.ts";

const USER = "ben";

function start(channel: ChannelView = makeChannel()): LiveState {
  return createLiveState(USER, [channel], [makeUser("ada")]);
}

const channelOf = (state: LiveState) => state.channels.get(CHANNEL_ID);
const bodiesOf = (state: LiveState) => state.timelines.get(CHANNEL_ID)?.messages.map(({ body }) => body);
const announce = (state: LiveState, message: MessageView) =>
  applyAnnouncement(state, message, message.version);

describe("an announced message", () => {
  test("moves the channel on and is unread until it is read", () => {
    const { state, hasGap } = announce(start(), makeMessage(1));
    expect(hasGap).toBe(false);
    expect(channelOf(state)).toMatchObject({ version: 1, lastSeq: 1, membership: { unread: 1 } });
    expect(channelOf(applyReadMark(state, CHANNEL_ID, 1))).toMatchObject({ membership: { unread: 0 } });
  });

  test("of one's own is read", () => {
    const { state } = announce(start(), makeMessage(1, { authorId: USER }));
    expect(channelOf(state)).toMatchObject({ lastSeq: 1, membership: { lastReadSeq: 1, unread: 0 } });
  });

  test("behind a gap asks for what was missed, and does not claim to know it", () => {
    const { state, hasGap } = announce(start(), makeMessage(3));
    expect(hasGap).toBe(true);
    expect(channelOf(state)).toMatchObject({ version: 0 });
  });

  test("that is known already is no gap", () => {
    const { state } = announce(start(), makeMessage(1));
    expect(announce(state, makeMessage(1))).toEqual({ state, hasGap: false });
  });

  test("of an unknown channel asks for it", () => {
    expect(announce(start(), makeMessage(1, { channelId: "another" })).hasGap).toBe(true);
  });
});

test("a read mark only rises", () => {
  const state = applyReadMark(start(makeChannel({ lastSeq: 9, version: 9 })), CHANNEL_ID, 7);
  expect(channelOf(applyReadMark(state, CHANNEL_ID, 3))?.membership).toMatchObject({
    lastReadSeq: 7,
    unread: 2,
  });
});

test("a page of catch-up that is older than what is known is ignored", () => {
  const state = start(makeChannel({ version: 5, lastSeq: 5 }));
  const late: ChannelChanges = { messages: [makeMessage(3)], version: 3, more: false, lastReadSeq: 0 };
  expect(applyChanges(state, CHANNEL_ID, 2, late)).toBe(state);
});

test("a catch-up that began after what is known now would skip what lies between, and is ignored", () => {
  const state = start(makeChannel({ version: 3, lastSeq: 3 }));
  const beyond: ChannelChanges = { messages: [makeMessage(6)], version: 6, more: false, lastReadSeq: 0 };
  expect(applyChanges(state, CHANNEL_ID, 5, beyond)).toBe(state);
});

test("a newer list of channels moves no version: what lies between is still to be caught up", () => {
  const state = start(makeChannel({ version: 3, lastSeq: 3 }));
  const list = [makeChannel({ version: 8, lastSeq: 8, topic: "New topic" })];
  expect(isBehind(state, list)).toBe(true);
  expect(channelOf(applyChannelList(state, list))).toMatchObject({
    version: 3,
    lastSeq: 8,
    topic: "New topic",
  });
});

test("the newest page, loaded again, keeps the older messages that were loaded before", () => {
  const opened = applyHistory(
    start(makeChannel({ version: 9, lastSeq: 9 })),
    CHANNEL_ID,
    makePage(5, 9, 9),
    "open",
  );
  const longer = applyHistory(opened, CHANNEL_ID, { ...makePage(1, 4, 9), hasNewer: true }, "extend");
  const again = applyHistory(longer, CHANNEL_ID, makePage(5, 9, 9), "open");
  expect(again.timelines.get(CHANNEL_ID)?.messages.map((message) => message.seq)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9,
  ]);
});

test("a page of history that was read before the last event is caught up with, not believed", () => {
  const ahead = announce(start(makeChannel({ version: 2, lastSeq: 2 })), makeMessage(3)).state;
  const state = applyHistory(ahead, CHANNEL_ID, makePage(1, 2, 2), "open");
  expect(channelOf(state)).toMatchObject({ version: 2, lastSeq: 3 });
});

test("a list of channels from a loader does not undo what events have told", () => {
  const state = announce(start(), makeMessage(1)).state;
  const listed = channelOf(applyChannelList(state, [makeChannel({ topic: "new" })]));
  expect(listed).toMatchObject({ topic: "new", lastSeq: 1, membership: { unread: 1 } });
});

test("a newer list of channels shows what is unread, and does not claim to hold the messages", () => {
  const state = announce(start(), makeMessage(1)).state;
  const listed = applyChannelList(state, [makeChannel({ version: 5, lastSeq: 5 })]);
  expect(channelOf(listed)).toMatchObject({ version: 1, lastSeq: 5, membership: { unread: 5 } });
});

test("a changed channel keeps one's own membership and place", () => {
  const state = announce(start(), makeMessage(1)).state;
  const told = makeChannel({ memberCount: 3, membership: null });
  expect(channelOf(applyChannelChange(state, told))).toMatchObject({
    memberCount: 3,
    version: 1,
    membership: { unread: 1 },
  });
});

test("a channel that was left takes its timeline along", () => {
  const state = removeChannel(applyHistory(start(), CHANNEL_ID, makePage(1, 3, 3), "open"), CHANNEL_ID);
  expect([state.channels.size, state.timelines.size]).toEqual([0, 0]);
});

/** The server's side of the model: messages that are sent, edited and deleted, and what a client may ask for. */
class Server {
  messages: MessageView[] = [];
  version = 0;
  lastReadSeq = 0;

  change(random: () => number): MessageView {
    this.version++;
    const isNew = this.messages.length === 0 || random() < 0.6;
    const seq = isNew ? this.messages.length + 1 : 1 + Math.floor(random() * this.messages.length);
    const authorId = isNew ? (random() < 0.3 ? USER : "ada") : this.messages[seq - 1]!.authorId;
    const message = makeMessage(seq, { version: this.version, authorId, body: `version ${this.version}` });
    this.messages[seq - 1] = message;
    if (isNew && authorId === USER) this.lastReadSeq = seq;
    return message;
  }

  changesAfter(after: number): ChannelChanges {
    const limit = 5;
    const later = this.messages
      .filter(({ version }) => version > after)
      .sort((a, b) => a.version - b.version);
    const messages = later.slice(0, limit);
    const more = later.length > limit;
    const version = more ? messages.at(-1)!.version : this.version;
    return { messages, version, more, lastReadSeq: this.lastReadSeq };
  }

  page(limit: number): MessagePage {
    const messages = this.messages.slice(-limit);
    const hasOlder = (messages[0]?.seq ?? 1) > 1;
    return { messages, users: [makeUser("ada")], hasOlder, hasNewer: false, version: this.version };
  }

  view(): ChannelView {
    const lastSeq = this.messages.length;
    const membership = {
      ...makeChannel().membership!,
      lastReadSeq: this.lastReadSeq,
      unread: lastSeq - this.lastReadSeq,
    };
    return makeChannel({ lastSeq, version: this.version, membership });
  }
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test("stale state, events lost, doubled and out of order, and a catch-up make the fresh state", () => {
  for (let seed = 0; seed < 300; seed++) {
    const { state, fresh } = play(seed);
    expect({ seed, channel: channelOf(state) }).toEqual({ seed, channel: channelOf(fresh) });
    expect({ seed, bodies: bodiesOf(state) }).toEqual({ seed, bodies: bodiesOf(fresh) });
  }
});

/** A client that misses some of what happens and then catches up, and one that has just been loaded. */
function play(seed: number): { state: LiveState; fresh: LiveState } {
  const random = seeded(seed);
  const server = new Server();
  for (let count = Math.floor(random() * 20); count > 0; count--) server.change(random);
  const first = server.page(1000);
  let state = applyHistory(start(server.view()), CHANNEL_ID, first, "open");

  const late: MessageView[] = [];
  for (let step = 0; step < 40; step++) {
    const message = server.change(random);
    const fate = random();
    if (fate < 0.2) continue;
    if (fate < 0.4) late.push(message);
    else state = announce(state, message).state;
    if (fate > 0.9) state = announce(state, message).state;
    if (late.length > 0 && random() < 0.3) state = announce(state, late.shift()!).state;
    // A loader's page that was read now, or a moment ago.
    if (fate > 0.95) state = applyHistory(state, CHANNEL_ID, server.page(1000), "open");
  }
  for (let more = true; more;) {
    const after = channelOf(state)!.version;
    const changes = server.changesAfter(after);
    state = applyChanges(state, CHANNEL_ID, after, changes);
    more = changes.more;
  }
  for (const message of late) state = announce(state, message).state;

  const fresh = applyHistory(start(server.view()), CHANNEL_ID, server.page(1000), "open");
  return { state, fresh };
}
