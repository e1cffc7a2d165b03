import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SECOND } from "#app/shared/time.ts";
import { RECEIPTS_LIVE_MAX } from "#app/shared/limits.ts";
import { CHANNEL_ID, makeChannel, makePage } from "#tests/views.ts";
import { RequestError } from "./connection.ts";
import { createLiveState } from "./live-state.ts";
import { createReading } from "./reading.ts";
import { applyHistory } from "./sync-state.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Somebody in a channel of nine unread messages, and all that the server hears. `failures`: what the first asks end in. */
function setUp({ memberCount = 2, failures = [] as RequestError[] } = {}) {
  const channel = makeChannel({ lastSeq: 9, lastTextNo: 9, version: 9, memberCount });
  const asked: string[] = [];
  let syncs = 0;
  let state = applyHistory(createLiveState("ben", [channel], []), CHANNEL_ID, makePage(1, 9, 9), "open");
  const reading = createReading({
    ask: async (event, payload): Promise<never> => {
      asked.push([event, "seq" in payload ? payload.seq : ""].join(" ").trim());
      const failure = failures.shift();
      if (failure) throw failure;
      return undefined as never;
    },
    readState: () => state,
    update: (change) => (state = change(state)),
    sync: () => syncs++,
  });
  const unread = () => state.channels.get(CHANNEL_ID)?.membership?.unread;
  return { reading, asked, unread, syncs: () => syncs };
}

const rest = () => vi.advanceTimersByTimeAsync(3 * SECOND);

test("what is read counts at once, and is told until the server has it", async () => {
  const { reading, asked, unread } = setUp({ failures: [new RequestError("rate_limited", "", 1)] });
  reading.markRead(CHANNEL_ID, 9);
  expect([unread(), reading.pending()]).toEqual([0, [[CHANNEL_ID, 9]]]);
  await rest();
  expect([asked, reading.pending()]).toEqual([["channel:read 9", "channel:read 9"], []]);
});

test("what is marked as unread stays so while one looks at it, until one comes back or says so", async () => {
  const { reading, asked, unread } = setUp();
  reading.markRead(CHANNEL_ID, 9);
  await rest();
  await reading.markUnread(CHANNEL_ID, 4);
  reading.markRead(CHANNEL_ID, 9);
  expect([unread(), asked.at(-1)]).toEqual([6, "channel:unread 4"]);
  reading.resume(CHANNEL_ID);
  reading.markRead(CHANNEL_ID, 9);
  expect(unread()).toBe(0);
  await reading.markUnread(CHANNEL_ID, 4);
  reading.markRead(CHANNEL_ID, 9, true);
  expect(unread()).toBe(0);
});

test("a refusal is told, and what is true is asked for", async () => {
  const { reading, syncs } = setUp({
    failures: [new RequestError("offline", ""), new RequestError("offline", "")],
  });
  await expect(reading.markUnread(CHANNEL_ID, 4)).rejects.toMatchObject({ code: "offline" });
  await expect(reading.markAllRead()).rejects.toMatchObject({ code: "offline" });
  expect(syncs()).toBe(2);
});

test("everything can be read at once", async () => {
  const { reading, asked, unread } = setUp();
  await reading.markAllRead();
  expect([unread(), asked]).toEqual([0, ["channel:read-all"]]);
});

test("what has come is told in small channels, where it is not read already", async () => {
  const small = setUp();
  small.reading.deliver(CHANNEL_ID);
  small.reading.deliver("another");
  const large = setUp({ memberCount: RECEIPTS_LIVE_MAX + 1 });
  large.reading.deliver(CHANNEL_ID);
  await rest();
  small.reading.markRead(CHANNEL_ID, 9);
  small.reading.deliver(CHANNEL_ID);
  await rest();
  expect([small.asked, large.asked]).toEqual([["channel:delivered 9", "channel:read 9"], []]);
});
