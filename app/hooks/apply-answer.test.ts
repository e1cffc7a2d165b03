import { expect, test } from "vitest";
import { CHANNEL_ID, makeChannel, makeMessage, makePage, makeUser } from "#tests/views.ts";
import { applyAnswer } from "./apply-answer.ts";
import { createLiveState } from "./live-state.ts";
import { applyHistory } from "./sync-state.ts";

const channel = makeChannel({ version: 9, lastSeq: 9, lastTextNo: 9 });
const state = applyHistory(createLiveState("ben", [channel], []), CHANNEL_ID, makePage(5, 9, 9), "open");
const versions = { [CHANNEL_ID]: 9 };
const seqsOf = (next: typeof state) => next.timelines.get(CHANNEL_ID)?.messages.map(({ seq }) => seq);

test("a message in an answer is shown at once, and its event changes nothing more", () => {
  const message = makeMessage(5, { version: 10, body: "edited" });
  const question = { ask: { messageId: message.id, body: "edited" }, versions };
  const { state: next, hasGap } = applyAnswer(state, "message:edit", message, question);
  expect([next.timelines.get(CHANNEL_ID)?.messages[0]?.body, hasGap]).toEqual(["edited", false]);
  const late = { ...message, version: 12 };
  expect(applyAnswer(state, "message:edit", late, question).hasGap).toBe(true);
});

test("a page of history goes on where the timeline ends, or shows another place", () => {
  const before = applyAnswer(state, "message:list", makePage(1, 4, 9), {
    ask: { channelId: CHANNEL_ID, before: 5 },
    versions,
  });
  expect(seqsOf(before.state)).toHaveLength(9);
  const around = applyAnswer(state, "message:list", makePage(2, 3, 9), {
    ask: { channelId: CHANNEL_ID, around: 2 },
    versions,
  });
  expect(seqsOf(around.state)).toEqual([2, 3]);
});

test("messages that were found by id, and people, are there to be looked up", () => {
  const answer = { messages: [makeMessage(2)], users: [makeUser("cleo")] };
  const { state: next } = applyAnswer(state, "message:find", answer, {
    ask: { messageIds: ["message 2"] },
    versions,
  });
  expect([next.references.has("message 2"), next.users.has("cleo")]).toEqual([true, true]);
});

test("one's own membership is the one that was answered", () => {
  const membership = { ...makeChannel().membership!, revision: 1, lastReadSeq: 3, readTextNo: 3 };
  const { state: next } = applyAnswer(state, "channel:unread", membership, {
    ask: { channelId: CHANNEL_ID, seq: 4 },
    versions,
  });
  expect(next.channels.get(CHANNEL_ID)?.membership).toMatchObject({ lastReadSeq: 3, unread: 6 });
});

test("what is kept is known by its id", () => {
  const question = { ask: { messageId: "message 5" }, versions };
  const saved = applyAnswer(state, "message:save", null, question).state;
  expect(saved.savedIds.has("message 5")).toBe(true);
  expect(applyAnswer(saved, "message:unsave", null, question).state.savedIds.size).toBe(0);
});

test("an answer that tells nothing of what is held changes nothing", () => {
  expect(applyAnswer(state, "typing:start", null, { ask: { channelId: CHANNEL_ID }, versions })).toEqual({
    state,
    hasGap: false,
  });
});
