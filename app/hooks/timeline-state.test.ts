import { describe, expect, test } from "vitest";
import { makeMessage, makePage } from "#tests/views.ts";
import {
  applyMessage,
  applyPage,
  mapMessages,
  openTimelineState,
  TIMELINE_MAX,
  type TimelineState,
} from "./timeline-state.ts";

const seqsOf = (state: TimelineState) => state.messages.map(({ seq }) => seq);
const open = (from: number, to: number, lastSeq = to) => openTimelineState(makePage(from, to, lastSeq));
const apply = (state: TimelineState, ...seqs: number[]) =>
  seqs.reduce((next, seq) => applyMessage(next, makeMessage(seq)), state);

describe("messages that come", () => {
  test("in order are added at the end", () => {
    expect(seqsOf(apply(open(1, 3), 4, 5))).toEqual([1, 2, 3, 4, 5]);
  });

  test("ahead of others wait until those in between are there", () => {
    const ahead = apply(open(1, 3), 6, 5);
    expect(seqsOf(ahead)).toEqual([1, 2, 3]);
    expect(apply(ahead, 4)).toEqual(open(1, 6));
  });

  test("twice, or late, change nothing", () => {
    const state = apply(open(1, 3), 4);
    expect(apply(state, 4, 2, 1, 4)).toBe(state);
  });

  test("into an empty channel start it", () => {
    expect(seqsOf(apply(openTimelineState(makePage(1, 0, 0)), 2, 1))).toEqual([1, 2]);
  });

  test("behind a page of old history are not shown: there is a gap before them", () => {
    const state = open(1, 50, 200);
    expect(apply(state, 51, 201)).toBe(state);
  });

  test("from before the shown stretch are not shown", () => {
    const state = open(51, 100);
    expect(apply(state, 50)).toBe(state);
  });

  test("in every order end in the same state", () => {
    for (const order of permute([4, 5, 6, 7])) expect(apply(open(1, 3), ...order)).toEqual(open(1, 7));
  });
});

describe("a change of a message", () => {
  const edited = makeMessage(2, { version: 9, body: "edited" });

  test("replaces it", () => {
    expect(applyMessage(open(1, 3), edited).messages[1]).toBe(edited);
  });

  test("that is older than what is known is ignored", () => {
    const state = applyMessage(open(1, 3), edited);
    expect(applyMessage(state, makeMessage(2, { version: 8, body: "stale" }))).toBe(state);
  });

  test("that comes before its message was shown is kept", () => {
    const late = makeMessage(5, { version: 9, body: "edited" });
    const state = apply(applyMessage(open(1, 3), late), 5, 4);
    expect(state.messages.at(-1)).toBe(late);
  });
});

describe("a page of history", () => {
  test("that ends where the timeline begins goes before it", () => {
    const state = applyPage(open(51, 100), makePage(1, 50, 100));
    expect(state).toEqual(open(1, 100));
  });

  test("that begins where the timeline ends goes after it", () => {
    const state = applyPage(open(1, 50, 100), makePage(51, 100, 100));
    expect(state).toEqual(open(1, 100));
    const part = applyPage(open(1, 50, 200), makePage(51, 100, 200));
    expect([seqsOf(part).length, part.hasNewer]).toEqual([100, true]);
  });

  test("that leaves a gap is not joined", () => {
    const state = open(51, 100);
    expect(seqsOf(applyPage(state, makePage(1, 40, 100)))).toEqual(seqsOf(state));
  });

  test("that overlaps brings no message twice and no older version back", () => {
    const edited = makeMessage(52, { version: 500, body: "edited" });
    const state = applyPage(applyMessage(open(51, 100), edited), makePage(40, 60, 100));
    expect(seqsOf(state)).toEqual(seqsOf(open(40, 100)));
    expect(state.messages.find(({ seq }) => seq === 52)).toBe(edited);
  });

  test("holds what was waiting: nothing of it goes on waiting, and the newer version stays", () => {
    const edited = makeMessage(6, { version: 500, body: "edited" });
    const state = applyPage(applyMessage(apply(open(1, 3), 5), edited), makePage(4, 7, 7));
    expect([seqsOf(state), state.ahead]).toEqual([[1, 2, 3, 4, 5, 6, 7], []]);
    expect(state.messages[5]).toBe(edited);
  });

  test("lets in what was waiting behind it", () => {
    const state = apply(open(1, 3), 7);
    expect(seqsOf(applyPage(state, makePage(4, 6, 7)))).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe("more messages than are held", () => {
  test("that come live push the oldest out, which are there to be loaded", () => {
    const state = apply(open(1, TIMELINE_MAX), TIMELINE_MAX + 1);
    expect([seqsOf(state)[0], seqsOf(state).length, state.hasOlder]).toEqual([2, TIMELINE_MAX, true]);
    expect(apply(open(1, TIMELINE_MAX - 1), TIMELINE_MAX).hasOlder).toBe(false);
  });

  test("that are loaded before push the newest out, with what was waiting behind them", () => {
    const full = apply(open(51, 50 + TIMELINE_MAX), 52 + TIMELINE_MAX);
    const state = applyPage(full, makePage(1, 50, 52 + TIMELINE_MAX));
    expect([seqsOf(state)[0], seqsOf(state).length]).toEqual([1, TIMELINE_MAX]);
    expect([state.hasOlder, state.hasNewer, state.ahead]).toEqual([false, true, []]);
    expect(apply(state, TIMELINE_MAX + 1)).toBe(state);
  });

  test("that are loaded after push the oldest out", () => {
    const state = applyPage(
      open(1, TIMELINE_MAX, TIMELINE_MAX + 9),
      makePage(TIMELINE_MAX + 1, TIMELINE_MAX + 9, TIMELINE_MAX + 9),
    );
    expect([seqsOf(state)[0], seqsOf(state).length]).toEqual([10, TIMELINE_MAX]);
    expect([state.hasOlder, state.hasNewer]).toEqual([true, false]);
  });
});

test("what changes no message leaves the timeline as it is", () => {
  const state = apply(open(1, 3), 5);
  expect(mapMessages(state, (message) => message)).toBe(state);
  const changed = mapMessages(state, (message) =>
    message.seq === 5 ? { ...message, body: "other" } : message,
  );
  expect(changed.ahead.map(({ body }) => body)).toEqual(["other"]);
});

function permute<T>(items: T[]): T[][] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, index) => permute(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
