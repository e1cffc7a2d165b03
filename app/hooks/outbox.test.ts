import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { MessageView } from "#app/shared/views.ts";
import { makeMessage } from "#tests/views.ts";
import { RequestError } from "./connection.ts";
import type { OutboxItem } from "./outbox-storage.ts";
import { createOutbox } from "./outbox.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Reply = "sent" | RequestError;

/** An outbox whose server gives the replies in turn, and "sent" after the last. `left`: by an earlier page. */
function setUp(replies: Reply[] = [], left: OutboxItem[] = []) {
  const stored = new Map(left.map((item) => [item.clientId, item]));
  const tries: OutboxItem[] = [];
  const sent: MessageView[] = [];
  const limits: (number | null)[] = [];
  let items: readonly OutboxItem[] = [];
  let underWay = 0;
  let mostUnderWay = 0;
  const outbox = createOutbox({
    storage: {
      put: (item) => void stored.set(item.clientId, item),
      remove: (clientId) => void stored.delete(clientId),
      readAll: async () => [...stored.values()],
    },
    async send(item) {
      tries.push(item);
      mostUnderWay = Math.max(mostUnderWay, ++underWay);
      await Promise.resolve();
      underWay--;
      const reply = replies.shift() ?? "sent";
      if (reply !== "sent") throw reply;
      return makeMessage(tries.length, {
        clientId: item.clientId,
        channelId: item.channelId,
        body: item.body,
      });
    },
    onSent: (message) => sent.push(message),
    onChange: (next) => (items = next),
    onLimit: (until) => limits.push(until),
  });
  void outbox.restore();
  return { limits, outbox, stored, tries, sent, items: () => items, mostUnderWay: () => mostUnderWay };
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const offline = () => new RequestError("offline", "");
const refused = () => new RequestError("forbidden", "You are not in this channel.");

test("what is written leaves at once and is forgotten when it has been acknowledged", async () => {
  const { outbox, stored, sent, items } = setUp();
  outbox.add({ channelId: "general", body: "Hello" });
  expect(items()).toHaveLength(1);
  expect(stored.size).toBe(1);
  await settle();
  expect(sent.map(({ body }) => body)).toEqual(["Hello"]);
  expect([items().length, stored.size]).toEqual([0, 0]);
});

test("the messages of a channel go one after the other, in the order in which they were written", async () => {
  const { outbox, sent, mostUnderWay } = setUp([offline()]);
  for (const body of ["one", "two", "three"]) outbox.add({ channelId: "general", body });
  await settle();
  expect(sent).toEqual([]);
  outbox.flush();
  outbox.flush();
  await settle();
  expect(sent.map(({ body }) => body)).toEqual(["one", "two", "three"]);
  expect(mostUnderWay()).toBe(1);
});

test("one channel does not wait for another", async () => {
  const { outbox, sent } = setUp([offline()]);
  outbox.add({ channelId: "stuck", body: "later" });
  outbox.add({ channelId: "general", body: "now" });
  await settle();
  expect(sent.map(({ body }) => body)).toEqual(["now"]);
});

test.each(["offline", "unavailable", "internal", "rate_limited", "unauthenticated"])(
  "after %s the same client id is tried again",
  async (code) => {
    const { outbox, tries, sent, items } = setUp([new RequestError(code, ""), new RequestError(code, "")]);
    outbox.add({ channelId: "general", body: "Hello" });
    await settle();
    expect(items()[0]?.failure).toBeUndefined();
    for (let round = 0; round < 2; round++) {
      outbox.flush();
      await settle();
    }
    expect(tries).toHaveLength(3);
    expect(new Set(tries.map(({ clientId }) => clientId)).size).toBe(1);
    expect(sent).toHaveLength(1);
  },
);

test("a busy server is asked again by itself, after the time it named", async () => {
  const { outbox, tries, sent } = setUp([new RequestError("rate_limited", "", 7)]);
  outbox.add({ channelId: "general", body: "Hello" });
  await vi.advanceTimersByTimeAsync(6999);
  expect(tries).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toHaveLength(1);
});

test("without an answer it is tried again by itself, though the connection never went away", async () => {
  const { outbox, tries, sent } = setUp([offline(), offline()]);
  outbox.add({ channelId: "general", body: "Hello" });
  await vi.advanceTimersByTimeAsync(30_000);
  expect([tries.length, sent.length]).toEqual([3, 1]);
});

test("many channels that wait are each tried at the same pace, however often all are asked for", async () => {
  const { outbox, tries } = setUp(Array.from({ length: 5000 }, offline));
  for (let channel = 0; channel < 10; channel++)
    outbox.add({ channelId: `channel ${channel}`, body: "Hello" });
  for (let round = 0; round < 5; round++) {
    await settle();
    outbox.flush();
  }
  const before = tries.length;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(tries.length - before).toBeLessThanOrEqual(10 * 11);
});

test("a refused message keeps its reason and holds up nobody; it can be tried again or discarded", async () => {
  const { outbox, sent, items, stored } = setUp([refused(), "sent", refused()]);
  outbox.add({ channelId: "general", body: "not allowed" });
  outbox.add({ channelId: "general", body: "fine" });
  await settle();
  expect(sent.map(({ body }) => body)).toEqual(["fine"]);
  expect(items()).toMatchObject([{ body: "not allowed", failure: "You are not in this channel." }]);

  const { clientId } = items()[0]!;
  outbox.retry(clientId);
  expect(items()[0]?.failure).toBeUndefined();
  await settle();
  expect(items()).toMatchObject([{ clientId, failure: "You are not in this channel." }]);
  outbox.retry(clientId);
  await settle();
  expect(sent.map((message) => message.clientId)).toContain(clientId);

  outbox.add({ channelId: "general", body: "never mind" });
  outbox.discard(items()[0]!.clientId);
  expect([items().length, stored.size]).toEqual([0, 0]);
});

test("what an earlier page left goes first, with its client id and what it answers", async () => {
  const left = {
    clientId: "left",
    channelId: "general",
    body: "from before",
    createdAt: 1,
    quoteId: "quoted",
  };
  const { outbox, stored, tries, sent, items } = setUp([], [left]);
  outbox.add({ channelId: "general", body: "now", parentId: "root" });
  expect(tries).toEqual([]);
  await settle();
  expect(tries).toMatchObject([left, { body: "now", parentId: "root" }]);
  expect(sent.map(({ body }) => body)).toEqual(["from before", "now"]);
  expect([stored.size, items().length]).toEqual([0, 0]);
});

test("who sends too fast is told until when nothing more is taken, in any channel, and then all of it goes", async () => {
  const { outbox, tries, sent, limits } = setUp([new RequestError("rate_limited", "", 7)]);
  const started = Date.now();
  outbox.add({ channelId: "general", body: "one too many" });
  await settle();
  outbox.add({ channelId: "random", body: "also" });
  outbox.flush();
  await vi.advanceTimersByTimeAsync(6999);
  expect(tries).toHaveLength(1);
  expect(limits).toEqual([started + 7000]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent.map(({ body }) => body).sort()).toEqual(["also", "one too many"]);
  expect(limits).toEqual([started + 7000, null]);
});

test("it knows which messages came from here, also after they were settled", async () => {
  const { outbox, sent } = setUp();
  outbox.add({ channelId: "general", body: "Hello" });
  await settle();
  expect(outbox.settle(sent[0]!.clientId)).toBe(true);
  expect(outbox.settle("of another device")).toBe(false);
});

test("a message whose acknowledgement was lost is settled by its event and not sent again", async () => {
  const { outbox, tries, items } = setUp([offline()]);
  outbox.add({ channelId: "general", body: "Hello" });
  await settle();
  outbox.settle(items()[0]!.clientId);
  outbox.settle("of somebody else");
  expect(items()).toEqual([]);
  outbox.flush();
  await settle();
  expect(tries).toHaveLength(1);
});
