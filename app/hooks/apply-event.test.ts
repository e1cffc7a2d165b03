import { expect, test } from "vitest";
import { CHANNEL_ID, makeChannel, makeMessage, makeUser } from "#tests/views.ts";
import { applyEvent, applyReceipts } from "./apply-event.ts";
import { createLiveState } from "./live-state.ts";

const state = createLiveState("ben", [makeChannel()], [makeUser("ada")]);
const marksOf = (next: typeof state) => Object.fromEntries(next.receipts.get(CHANNEL_ID) ?? []);

test("a message that is told is one that counts", () => {
  const { state: next, hasGap } = applyEvent(state, "message:created", {
    message: makeMessage(1),
    version: 1,
  });
  expect(hasGap).toBe(false);
  expect(next.channels.get(CHANNEL_ID)?.membership?.unread).toBe(1);
});

test("a channel that one enters or leaves is asked about", () => {
  const joined = applyEvent(state, "channel:joined", { channel: makeChannel({ id: "new" }) });
  expect([joined.state.channels.has("new"), joined.hasGap]).toEqual([true, true]);
  const left = applyEvent(joined.state, "channel:left", { channelId: "new" });
  expect([left.state.channels.has("new"), left.hasGap]).toEqual([false, true]);
});

test("presence is that of people who are known", () => {
  const { state: next } = applyEvent(state, "presence:changed", { userId: "ada", presence: "away" });
  expect(next.users.get("ada")?.presence).toBe("away");
  expect(applyEvent(state, "presence:changed", { userId: "olga", presence: "away" }).state).toBe(state);
});

test("how far somebody has got only rises", () => {
  const first = applyEvent(state, "receipt:changed", {
    channelId: CHANNEL_ID,
    userId: "ada",
    deliveredSeq: 5,
    readSeq: 4,
  });
  const late = applyEvent(first.state, "receipt:changed", {
    channelId: CHANNEL_ID,
    userId: "ada",
    deliveredSeq: 3,
    readSeq: 3,
  });
  expect(marksOf(late.state)).toEqual({ ada: { deliveredSeq: 5, readSeq: 4 } });
});

test("a list of receipts brings everybody, keeps what is newer, and forgets who tells no more", () => {
  const told = ["ada", "cleo"].reduce(
    (next, userId) =>
      applyEvent(next, "receipt:changed", { channelId: CHANNEL_ID, userId, deliveredSeq: 5, readSeq: 5 })
        .state,
    state,
  );
  const next = applyReceipts(told, CHANNEL_ID, [
    { userId: "ada", deliveredSeq: 4, readSeq: 4 },
    { userId: "cleo", deliveredSeq: 0, readSeq: 0 },
    { userId: "ben", deliveredSeq: 1, readSeq: 1 },
  ]);
  expect(marksOf(next)).toEqual({
    ada: { deliveredSeq: 5, readSeq: 5 },
    cleo: { deliveredSeq: 0, readSeq: 0 },
    ben: { deliveredSeq: 1, readSeq: 1 },
  });
});

test("what is of one person only is taken as it is told", () => {
  const follow = { rootId: "root", channelId: CHANNEL_ID, follows: true, lastReadSeq: 0, unread: 2 };
  expect(applyEvent(state, "thread:changed", { follow }).state.follows.get("root")).toBe(follow);
  const saved = applyEvent(state, "saved:changed", { messageId: "kept", isSaved: true }).state;
  expect([...saved.savedIds]).toEqual(["kept"]);
  expect(applyEvent(saved, "saved:changed", { messageId: "kept", isSaved: false }).state.savedIds.size).toBe(
    0,
  );
  expect(applyEvent(state, "inbox:changed", { unread: 3 }).state.inboxUnread).toBe(3);
});
