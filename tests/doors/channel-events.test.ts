// What connected people are told of what happens to channels and to who is in them, and what outsiders are not.
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";
import { createId } from "#app/shared/ids.ts";
import { RECEIPTS_LIVE_MAX } from "#app/shared/limits.ts";
import type { ChannelView, MembershipView, OwnUserView } from "#app/shared/views.ts";
import { createChannel, createDirect, openSession, send, sendMany, uniqueName } from "#tests/factories.ts";
import { captureLog } from "#tests/log.ts";
import { setEnvironment } from "#tests/environment.ts";
import { people } from "#tests/people.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { createWitness, listen, type Witness } from "./observe.ts";
import { withServer } from "./server.ts";
import { connect, type Told } from "./socket-client.ts";

withServer();

let ada: Witness, ben: Witness, cleo: Witness, olga: Witness;

beforeAll(async () => {
  ada = await createWitness(people.ada);
  ben = await createWitness(people.ben);
  cleo = await createWitness(people.cleo);
  olga = await createWitness(people.olga);
});

/** Ada's private channel with Ben and Cleo in it; Olga is connected, and outside. */
async function open(kind: "public" | "private" = "private"): Promise<ChannelView> {
  return createChannel(ada.person, { kind, members: [ben.person, cleo.person] });
}

const all = () => [ada, ben, cleo, olga];
const idOf = ({ person }: Witness) => person.id;

/** The events that each was told, with what the system wrote in place of its message. */
function outline(told: Told[][]): string[][] {
  return told.map((events) =>
    events.map(({ event, payload }) => {
      const { message } = payload as { message?: { event: { type: string } | null } };
      return message?.event ? `${event} ${message.event.type}` : event;
    }),
  );
}

async function call<T = unknown>(by: Witness, method: string, address: string, body?: unknown): Promise<T> {
  const answer = await rest<T & { code?: string }>(by.person, method, address, { body });
  if (answer.status >= 400) throw new Error(`${method} ${address}: ${answer.body.code}`);
  return answer.body;
}

async function ask(by: Witness, event: string, payload: object): Promise<unknown> {
  const answer = await by.client.askAnything(event, payload);
  return answer.ok ? answer.data : answer.error.code;
}

describe("to a channel", () => {
  test.each([
    ["PATCH", { name: uniqueName("channel") }, "renamed"],
    ["PATCH", { topic: "Bees" }, "topic"],
    ["PATCH", { description: "All\nabout bees" }, "description"],
    ["PATCH", { isReadOnly: true }, "read_only"],
    ["DELETE", undefined, "archived"],
  ])("%s %o is told to its members and to nobody else", async (method, body, type) => {
    const { id } = await open();
    const { result, told } = await listen(all(), () =>
      call<ChannelView>(ada, method, `/channels/${id}`, body),
    );
    const heard = [`message:created ${type}`, "channel:changed"];
    expect(outline(told)).toEqual([heard, heard, heard, []]);
    expect(told[1]?.[0]?.payload).toMatchObject({
      version: 1,
      message: { channelId: id, seq: 1, version: 1, kind: "system", textNo: 0, authorId: ada.person.id },
    });
    expect(told[1]?.[1]?.payload).toEqual({ channel: { ...result, membership: null } });
    const again = await listen(all(), () =>
      call(ada, method, `/channels/${id}`, body).catch(() => undefined),
    );
    expect(outline(again.told)).toEqual([[], [], [], []]);
  });

  test("its return is told too", async () => {
    const { id } = await open();
    await call(ada, "DELETE", `/channels/${id}`);
    const { result, told } = await listen(all(), () =>
      call<ChannelView>(ada, "POST", `/channels/${id}/unarchive`),
    );
    const heard = ["message:created unarchived", "channel:changed"];
    expect(outline(told)).toEqual([heard, heard, heard, []]);
    expect(result).toMatchObject({ id, archivedAt: null, version: 2 });
    const refused = await rest(olga.person, "POST", `/channels/${id}/unarchive`);
    expect(refused.body.code).toBe("not_found");
  });
});

describe("to its members", () => {
  test("who joins is told the channel, and hears what the others hear", async () => {
    const { id } = await createChannel(ada.person, { members: [ben.person] });
    const { result, told } = await listen([ada, cleo, olga], () =>
      ask(cleo, "channel:join", { channelId: id }),
    );
    expect(outline(told)).toEqual([
      ["message:created joined", "channel:changed"],
      ["channel:joined", "message:created joined", "channel:changed"],
      [],
    ]);
    expect(result).toMatchObject({ lastSeq: 1, membership: { lastReadSeq: 1, unread: 0, readTextNo: 0 } });
    const twice = await listen([ada, cleo], () => ask(cleo, "channel:join", { channelId: id }));
    expect(outline(twice.told)).toEqual([[], []]);
  });

  test("several who are added at once are one message, and nobody is added where one of them is not there", async () => {
    const { id } = await createChannel(ada.person, { kind: "private", members: [ben.person] });
    const members = `/channels/${id}/members`;
    const ids = [cleo, ben, olga, cleo].map(idOf);
    const refused = await rest(ada.person, "POST", members, { body: { userIds: [...ids, createId()] } });
    expect(refused.body.code).toBe("not_found");
    expect((await rest(ben.person, "POST", members, { body: { userIds: ids } })).body.code).toBe("forbidden");
    expect((await rest(ada.person, "POST", members, { body: { userIds: [] } })).body.code).toBe(
      "invalid_input",
    );
    const { told } = await listen(all(), () => call(ada, "POST", members, { userIds: ids }));
    const heard = ["message:created added", "channel:changed"];
    expect(outline(told)).toEqual([heard, heard, ["channel:joined", ...heard], ["channel:joined", ...heard]]);
    expect(told[0]?.[0]?.payload).toMatchObject({
      message: { seq: 1, event: { type: "added", userIds: [idOf(cleo), idOf(olga)] } },
    });
    expect((await call<ChannelView>(olga, "GET", `/channels/${id}`)).memberCount).toBe(4);
    const again = await listen(all(), () => call(ada, "POST", members, { userIds: ids }));
    expect(outline(again.told)).toEqual([[], [], [], []]);
  });

  test("who leaves or is removed hears that they are out and no more", async () => {
    const { id } = await open();
    const left = await listen(all(), () => ask(ben, "channel:leave", { channelId: id }));
    const heard = (type: string) => [`message:created ${type}`, "channel:changed"];
    expect(outline(left.told)).toEqual([heard("left"), ["channel:left"], heard("left"), []]);
    const removed = await listen(all(), () => call(ada, "DELETE", `/channels/${id}/members/${idOf(cleo)}`));
    expect(outline(removed.told)).toEqual([heard("removed"), [], ["channel:left"], []]);
    expect(removed.told[0]?.[0]?.payload).toMatchObject({
      message: { authorId: ada.person.id, event: { type: "removed", userId: cleo.person.id } },
    });
  });

  test("a role is told to all, and what it makes of the membership to its person", async () => {
    const { id } = await open();
    const member = `/channels/${id}/members/${idOf(ben)}`;
    const { told } = await listen(all(), () => call(ada, "PUT", member, { role: "moderator" }));
    const heard = ["message:created role"];
    expect(outline(told)).toEqual([heard, [...heard, "membership:changed"], heard, []]);
    expect(told[1]?.[1]?.payload).toMatchObject({
      channelId: id,
      membership: { role: "moderator", revision: 1 },
    });
    const handed = await listen(all(), () => call(ada, "PUT", member, { role: "owner", handsOver: true }));
    const both = ["message:created role", "message:created role"];
    expect(outline(handed.told)).toEqual([
      [...both, "membership:changed"],
      [...both, "membership:changed"],
      both,
      [],
    ]);
    expect((await call<ChannelView>(ada, "GET", `/channels/${id}`)).membership?.role).toBe("member");
  });

  test("who comes by a link comes in, and the link is in no log line", async () => {
    const { id } = await open();
    const { code, url } = await call<{ code: string; url: string }>(ada, "POST", `/channels/${id}/link`);
    expect(await call(olga, "GET", `/join-links/${code}`)).toMatchObject({ kind: "private", memberCount: 3 });
    const lines = captureLog();
    const { told } = await listen(all(), () => call(olga, "POST", `/join-links/${code}`));
    const heard = ["message:created joined", "channel:changed"];
    expect(outline(told)).toEqual([heard, heard, heard, ["channel:joined", ...heard]]);
    await openPage(olga.person, new URL(url).pathname);
    await openPage(null, `/JOIN//${code}.data`);
    await openPage(null, `/%6Aoin/${code}`);
    await rest(null, "GET", `/join-links/${code}`);
    await call(ada, "DELETE", `/channels/${id}/link`);
    expect((await rest(ben.person, "POST", `/join-links/${code}`)).body.code).toBe("not_found");
    const isLogged = () => lines.map(({ path }) => path);
    await expect.poll(isLogged).toEqual(expect.arrayContaining(["/join/-", "/api/v1/join-links/-"]));
    expect(JSON.stringify(lines)).not.toContain(code);
    setEnvironment();
  });
});

describe("to one's own membership", () => {
  test("is told to all of one's devices and to nobody else", async () => {
    const { id } = await open();
    await sendMany(ada.person, id, 3);
    const phone = { ...ben, client: await connect({ session: await openSession(ben.person) }) };
    const both = () => [ben, phone, ada, olga];
    const changed = (told: Told[][]) =>
      told.map((events) =>
        events
          .filter(({ event }) => event === "membership:changed")
          .map(({ payload }) => (payload as { membership: MembershipView }).membership),
      );

    const set = await listen(both(), () =>
      ask(ben, "channel:set", { channelId: id, muted: true, starred: true }),
    );
    expect(changed(set.told)).toEqual([[set.result], [set.result], [], []]);
    expect(set.result).toMatchObject({ muted: true, starred: true, unread: 3, revision: 1 });
    const read = await listen(both(), () => ask(phone, "channel:read", { channelId: id, seq: 2 }));
    expect(read.result).toEqual({ lastReadSeq: 2, lastDeliveredSeq: 2, unread: 1 });
    expect(changed(read.told)).toMatchObject([[{ unread: 1, revision: 2 }], [{ unread: 1 }], [], []]);
    const back = await listen(both(), () => ask(ben, "channel:unread", { channelId: id, seq: 1 }));
    expect(changed(back.told)).toEqual([[back.result], [back.result], [], []]);
    expect(back.result).toMatchObject({ lastReadSeq: 0, unread: 3, revision: 3 });
    const same = await listen(both(), () => ask(ben, "channel:unread", { channelId: id, seq: 1 }));
    expect(changed(same.told)).toEqual([[], [], [], []]);
    expect(outline(same.told).slice(2)).toEqual([[], []]);
    expect(await ask(olga, "channel:unread", { channelId: id, seq: 1 })).toBe("not_found");
    expect(await ask(olga, "channel:set", { channelId: id, muted: true })).toBe("not_found");
  });

  test("everything read at once is one event for each conversation that changed", async () => {
    const [one, two] = [await open(), await createDirect(ada.person, [ben.person])];
    for (const { id } of [one, two]) await send(ada.person, id);
    await call(ben, "PUT", "/me/read");
    for (const { id } of [one, two]) await send(ada.person, id);
    const { told } = await listen([ben, ada, olga], () => call(ben, "PUT", "/me/read"));
    const own = (told[0] ?? []).filter(({ event }) => event === "membership:changed");
    const ids = own.map(({ payload }) => (payload as { channelId: string }).channelId);
    expect(ids.sort()).toEqual([one.id, two.id].sort());
    expect(outline(told)[1]).toEqual(["receipt:changed", "receipt:changed"]);
    expect(outline(told)[2]).toEqual([]);
  });
});

describe("receipts", () => {
  const readBy = (by: Witness, channelId: string, seq: number) => ask(by, "channel:read", { channelId, seq });
  /** What each heard of one person: who, delivered and read. */
  const receipts = (told: Told[][], userId: string) =>
    told.map((events) =>
      events
        .filter(
          ({ event, payload }) =>
            event === "receipt:changed" && (payload as { userId: string }).userId === userId,
        )
        .map(({ payload }) => {
          const { deliveredSeq, readSeq } = payload as { deliveredSeq: number; readSeq: number };
          return [deliveredSeq, readSeq];
        }),
    );

  test("are told to members, and not to those who keep theirs", async () => {
    const { id } = await open();
    await sendMany(ada.person, id, 3);
    const set = (sendsReceipts: boolean) => call<OwnUserView>(ben, "PATCH", "/me", { sendsReceipts });
    const open1 = await listen(all(), () => readBy(ben, id, 1));
    expect(receipts(open1.told, idOf(ben))).toEqual([[[1, 1]], [[1, 1]], [[1, 1]], []]);

    const off = await listen(all(), () => set(false));
    const inChannel = (events: Told[]) =>
      events.filter(({ payload }) => (payload as { channelId?: string }).channelId === id);
    expect(receipts(off.told.map(inChannel), idOf(ben))).toEqual([[[1, 0]], [[1, 1]], [[1, 0]], []]);
    const own = await listen(all(), () => readBy(ben, id, 2));
    expect(receipts(own.told, idOf(ben))).toEqual([[[2, 0]], [[2, 2]], [[2, 0]], []]);
    const others = await listen(all(), () => readBy(cleo, id, 2));
    expect(receipts(others.told, idOf(cleo))).toEqual([[[2, 2]], [], [[2, 2]], []]);
    // A device that connects later is as quiet.
    const phone = { ...ben, client: await connect({ session: await openSession(ben.person) }) };
    const later = await listen([ada, phone], () => readBy(cleo, id, 3));
    expect(receipts(later.told, idOf(cleo))).toEqual([[[3, 3]], []]);

    const on = await listen(all(), () => set(true));
    expect(receipts(on.told.map(inChannel), idOf(ben))).toEqual([[[2, 2]], [[2, 2]], [[2, 2]], []]);
    await send(ada.person, id);
    const again = await listen([ada, ben, phone], () => readBy(cleo, id, 4));
    expect(receipts(again.told, idOf(cleo))).toEqual([[[4, 4]], [[4, 4]], [[4, 4]]]);
    expect(await ask(olga, "channel:receipts", { channelId: id })).toBe("not_found");
    expect(await ask(ada, "channel:receipts", { channelId: id })).toContainEqual({
      userId: idOf(ben),
      deliveredSeq: 2,
      readSeq: 2,
    });
  });

  test("of a large channel are told to nobody, and can be asked for", async () => {
    const { id } = await open();
    await db()
      .update(channels)
      .set({ memberCount: RECEIPTS_LIVE_MAX + 1 })
      .where(eq(channels.id, id));
    await send(ada.person, id);
    const { told } = await listen(all(), () => readBy(ben, id, 1));
    expect(receipts(told, idOf(ben))).toEqual([[], [], [], []]);
    expect(outline(told)[1]).toEqual(["membership:changed"]);
    const answer = await ask(cleo, "channel:receipts", { channelId: id });
    expect(answer).toContainEqual({ userId: idOf(ben), deliveredSeq: 1, readSeq: 1 });
  });

  test("are switched off and on by a form without JavaScript", async () => {
    const isSent = async () => (await call<OwnUserView>(olga, "GET", "/me")).sendsReceipts;
    const page = await openPage(olga.person, "/settings/privacy");
    expect(page.html).toMatch(/<input[^>]*name="sendsReceipts"[^>]*checked/);
    expect((await postForm(olga.person, "/settings/privacy", {})).html).toContain("Saved.");
    expect(await isSent()).toBe(false);
    expect((await openPage(olga.person, "/settings/privacy")).html).not.toMatch(
      /name="sendsReceipts"[^>]*checked/,
    );
    await postForm(olga.person, "/settings/privacy", { sendsReceipts: "on" });
    expect(await isSent()).toBe(true);
    expect((await rest(olga.person, "PATCH", "/me", { body: { sendsReceipts: "no" } })).body.code).toBe(
      "invalid_input",
    );
  });
});

test("member:find and the list of members over HTTP", async () => {
  const { id } = await open();
  const find = (by: Witness, query: string) => ask(by, "member:find", { channelId: id, query });
  expect(await find(ben, "LOVELACE")).toMatchObject([{ userId: idOf(ada), role: "owner" }]);
  expect(await find(olga, "")).toBe("not_found");
  expect(await find(ben, "x".repeat(81))).toBe("invalid_input");
  const list = (query: string) => call<{ userId: string }[]>(ben, "GET", `/channels/${id}/members${query}`);
  const everybody = (await list("")).map(({ userId }) => userId);
  expect(everybody).toHaveLength(3);
  expect((await list("?limit=2")).map(({ userId }) => userId)).toEqual(everybody.slice(0, 2));
  expect((await list(`?after=${everybody[1]}`)).map(({ userId }) => userId)).toEqual(everybody.slice(2));
  expect(await list("?query=lovelace")).toMatchObject([{ userId: idOf(ada) }]);
  expect((await rest(ben.person, "GET", `/channels/${id}/members?limit=1000`)).body.code).toBe(
    "invalid_input",
  );
  expect((await rest(ben.person, "GET", `/channels/${id}/members?after=x`)).body.code).toBe("invalid_input");
});
