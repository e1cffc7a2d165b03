import { expect, test } from "vitest";
import { CHANNEL_ID, makeChannel, makeMessage } from "#tests/views.ts";
import { applyReceipt } from "./apply-event.ts";
import { createLiveState, type LiveState } from "./live-state.ts";
import { findMessageState, listReaders } from "./message-state.ts";

const ME = "ada";
const message = makeMessage(5);

/** What Ada knows of how far the others have got: [delivered, read] by person. */
function know(receipts: Record<string, [number, number]>): LiveState {
  return Object.entries(receipts).reduce<LiveState>(
    (state, [userId, [deliveredSeq, readSeq]]) =>
      applyReceipt(state, CHANNEL_ID, { userId, deliveredSeq, readSeq }),
    createLiveState(ME, [makeChannel()], []),
  );
}

test.each([
  ["sent", {}],
  ["sent", { ada: [9, 9] }],
  ["sent", { ben: [4, 4] }],
  ["delivered", { ben: [5, 4] }],
  ["read", { ben: [5, 5] }],
  ["delivered", { ben: [5, 5], cleo: [2, 0] }],
  ["read", { ben: [5, 5], cleo: [7, 6] }],
  // Cleo keeps it to herself.
  ["read", { ben: [5, 5], cleo: [0, 0] }],
] as const)("an acknowledged message is %s with %j", (state, receipts) => {
  expect(findMessageState(know(receipts as Record<string, [number, number]>), message)).toBe(state);
});

test("its readers are the others who have come so far", () => {
  const state = know({ ada: [9, 9], ben: [9, 5], cleo: [9, 4] });
  expect(listReaders(state, message)).toEqual(["ben"]);
  expect(listReaders(createLiveState(ME, [], []), message)).toEqual([]);
});
