import { expect, test } from "vitest";
import { CHANNEL_ID, makeChannel, makeMessage, makePage } from "#tests/views.ts";
import type { MessageView } from "#app/shared/views.ts";
import { applyEvent } from "./apply-event.ts";
import { applyHistory } from "./sync-state.ts";
import { createLiveState } from "./live-state.ts";

/** Ben has one message of Ada's before him, and one of his own. */
function openBen() {
  const channel = makeChannel({ lastSeq: 2, lastTextNo: 2, version: 2 });
  const page = makePage(1, 2, 2);
  page.messages[1] = makeMessage(2, { authorId: "ben" });
  return applyHistory(createLiveState("ben", [channel], []), CHANNEL_ID, page, "open");
}

function hear(changes: Partial<MessageView>, state = openBen()) {
  const message = makeMessage(3, changes);
  return applyEvent(state, "message:created", { message, version: 3 }).state;
}

test("a message that names one, or everybody, or goes on with a thread of one's own, counts for the inbox once", () => {
  expect(hear({ mentions: ["ben"] }).inboxUnread).toBe(1);
  expect(hear({ mentionAll: "channel" }).inboxUnread).toBe(1);
  expect(hear({ parentId: "message 2" }).inboxUnread).toBe(1);
  expect(hear({ mentions: ["ben"] }, hear({ mentions: ["ben"] })).inboxUnread).toBe(1);
});

test("a reply counts in any thread that one was told to follow, also where what it began with is not held", () => {
  const follow = { rootId: "elsewhere", channelId: CHANNEL_ID, follows: true, lastReadSeq: 2, unread: 1 };
  expect(hear({ parentId: "elsewhere" }).inboxUnread).toBe(0);
  const state = applyEvent(openBen(), "thread:changed", { follow }).state;
  expect(hear({ parentId: "elsewhere" }, state).inboxUnread).toBe(1);
});

test("other messages, one's own, and threads that one follows no more, do not", () => {
  expect(hear({}).inboxUnread).toBe(0);
  expect(hear({ mentions: ["cleo"] }).inboxUnread).toBe(0);
  expect(hear({ parentId: "message 1" }).inboxUnread).toBe(0);
  expect(hear({ mentions: ["ben"], authorId: "ben" }).inboxUnread).toBe(0);
  const follow = { rootId: "message 2", channelId: CHANNEL_ID, follows: false, lastReadSeq: 0, unread: 0 };
  const state = applyEvent(openBen(), "thread:changed", { follow }).state;
  expect(hear({ parentId: "message 2" }, state).inboxUnread).toBe(0);
});
