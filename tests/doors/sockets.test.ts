import { beforeEach, describe, expect, test } from "vitest";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { joinChannel } from "#app/domain/memberships/join-channel.server.ts";
import { updateProfile } from "#app/domain/users/update-profile.server.ts";
import type { Requests } from "#app/shared/events.ts";
import { createId } from "#app/shared/ids.ts";
import type { ChannelView, ChangesPage, MessagePage, MessageView } from "#app/shared/views.ts";
import {
  createChannel,
  createDirect,
  createPerson,
  openSession,
  send,
  sendMany,
  uniqueName,
} from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { rest } from "./http-client.ts";
import { createWitness, listen, type Witness } from "./observe.ts";
import { withServer } from "./server.ts";
import { connect, type Client } from "./socket-client.ts";

withServer();

let ada: Witness, ben: Witness, olga: Witness, channel: ChannelView;

beforeEach(async () => {
  [ada, ben, olga] = [
    await createWitness(people.ada),
    await createWitness(people.ben),
    await createWitness(people.olga),
  ];
  channel = await createChannel(ada.person, { members: [ben.person] });
});

/** Asks, and fails the test when the answer is an error. */
async function ask<E extends keyof Requests>(client: Client, event: E, payload: Requests[E]["ask"]) {
  const answer = await client.ask(event, payload);
  if (!answer.ok) throw new Error(`${event}: ${answer.error.code}`);
  return answer.data;
}

const text = (body: string) => ({ channelId: channel.id, clientId: createId(), body });

describe("what a request is answered, and who hears of it", () => {
  test("message:send: the message, the same for sender, members and REST", async () => {
    const { result, told } = await listen([ada, ben, olga], () =>
      ask(ada.client, "message:send", text("Hello")),
    );
    const event = { event: "message:created", payload: { message: result, version: 1 } };
    expect(told).toEqual([[event], [event], []]);
    const page = await rest<MessagePage>(ben.person, "GET", `/channels/${channel.id}/messages`);
    expect(page.body.messages).toEqual([result]);
    expect(result).toMatchObject({
      seq: 1,
      version: 1,
      kind: "text",
      body: "Hello",
      authorId: ada.person.id,
    });
  });

  test("channel:create: the channel, to every device of its owner", async () => {
    const phone = await connect({ session: await openSession(ada.person) });
    const ask_ = { name: uniqueName("channel"), kind: "public" as const };
    const { result, told } = await listen([ada, ben, olga], () => ask(ada.client, "channel:create", ask_));
    expect(result).toMatchObject({
      name: ask_.name,
      memberCount: 1,
      membership: { role: "owner", unread: 0 },
    });
    expect(told).toEqual([[{ event: "channel:joined", payload: { channel: result } }], [], []]);
    await expect.poll(() => phone.heard("channel:joined")).toEqual([{ channel: result }]);
    await send(ada.person, result.id, "to both devices");
    await expect
      .poll(() => phone.heard("message:created").map(({ message }) => message.body))
      .toContain("to both devices");
  });

  test("channel:direct: the conversation, to both, and messages in it reach both", async () => {
    const payload = { userIds: [ben.person.id] };
    const { result, told } = await listen([ada, ben, olga], () => ask(ada.client, "channel:direct", payload));
    expect(told.map((events) => events.map(({ event }) => event))).toEqual([
      ["channel:joined"],
      ["channel:joined"],
      [],
    ]);
    expect(result).toMatchObject({ kind: "direct", name: null, memberCount: 2 });
    expect(result.members).toEqual([ada.person.id, ben.person.id].sort());
    const later = await listen([ada, ben, olga], () => send(ben.person, result.id));
    expect(later.told.map((events) => events.length)).toEqual([1, 1, 0]);
  });

  test("channel:join: heard from the first message on, by every device; the members hear the new number", async () => {
    const { result, told } = await listen([ada, olga], () =>
      ask(olga.client, "channel:join", { channelId: channel.id }),
    );
    expect(result).toMatchObject({ memberCount: 3, membership: { role: "member", unread: 0 } });
    expect(told[1]?.[0]).toEqual({ event: "channel:joined", payload: { channel: result } });
    expect(told[0]).toMatchObject([
      { event: "message:created", payload: { message: { event: { type: "joined" } } } },
      {
        event: "channel:changed",
        payload: { channel: { id: channel.id, memberCount: 3, membership: null } },
      },
    ]);
    const later = await listen([olga], () => send(ada.person, channel.id, "Welcome"));
    expect(later.told[0]).toMatchObject([
      { event: "message:created", payload: { message: { body: "Welcome" } } },
    ]);
  });

  test("channel:leave: nothing is heard any more, on no device, from the very next message on", async () => {
    const phone = await connect({ session: await openSession(ben.person) });
    const { result, told } = await listen([ada, ben, olga], async () => {
      const left = await ask(ben.client, "channel:leave", { channelId: channel.id });
      await send(ada.person, channel.id, "Is he gone?");
      return left;
    });
    expect(result).toBeNull();
    expect(told.map((events) => events.map(({ event }) => event))).toEqual([
      ["message:created", "channel:changed", "message:created"],
      ["channel:left"],
      [],
    ]);
    await listen([{ ...ben, client: phone }], async () => undefined);
    expect(phone.heard("channel:left")).toEqual([{ channelId: channel.id }]);
    const channelIds = phone.heard("message:created").map(({ message }) => message.channelId);
    expect(new Set(channelIds)).toEqual(new Set([ben.denId]));
    expect(await ben.client.ask("message:send", text("Hello?"))).toMatchObject({
      error: { code: "forbidden" },
    });
  });

  test("channel:delivered and channel:read: the marks, which only rise and never pass the last message", async () => {
    await sendMany(ada.person, channel.id, 3);
    const mark = (seq: number) => ({ channelId: channel.id, seq });
    const { told } = await listen([ada, olga], async () => {
      expect(await ask(ben.client, "channel:delivered", mark(2))).toEqual({
        lastReadSeq: 0,
        lastDeliveredSeq: 2,
        unread: 3,
      });
      expect(await ask(ben.client, "channel:read", mark(1))).toEqual({
        lastReadSeq: 1,
        lastDeliveredSeq: 2,
        unread: 2,
      });
      expect(await ask(ben.client, "channel:read", mark(99))).toEqual({
        lastReadSeq: 3,
        lastDeliveredSeq: 3,
        unread: 0,
      });
      expect(await ask(ben.client, "channel:read", mark(1))).toEqual({
        lastReadSeq: 3,
        lastDeliveredSeq: 3,
        unread: 0,
      });
    });
    const receipt = (deliveredSeq: number, readSeq: number) => ({
      event: "receipt:changed",
      payload: { channelId: channel.id, userId: ben.person.id, deliveredSeq, readSeq },
    });
    expect(told).toEqual([[receipt(2, 0), receipt(2, 1), receipt(3, 3)], []]);
    expect(await olga.client.ask("channel:read", mark(1))).toMatchObject({ error: { code: "forbidden" } });
  });

  test("message:list: a page of history, for members only", async () => {
    const sent = await sendMany(ada.person, channel.id, 5);
    const page = await ask(ben.client, "message:list", { channelId: channel.id, before: 4, limit: 2 });
    expect(page).toMatchObject({ messages: sent.slice(1, 3), hasOlder: true, hasNewer: true, version: 5 });
    const asked = { channelId: channel.id };
    expect(await olga.client.ask("message:list", asked)).toMatchObject({ error: { code: "forbidden" } });
  });

  test("an id in capitals is the same channel, also for who hears it", async () => {
    await rest(ben.person, "POST", `/channels/${channel.id.toUpperCase()}/leave`);
    const { told } = await listen([ada, ben], () => send(ada.person, channel.id, "after Ben left"));
    expect(told).toMatchObject([[{ event: "message:created" }], []]);
    await rest(ben.person, "POST", `/channels/${channel.id.toUpperCase()}/join`);
    const joined = await listen([ada, ben], () => send(ada.person, channel.id, "after Ben came back"));
    expect(joined.told).toMatchObject([[{ event: "message:created" }], [{ event: "message:created" }]]);
  });

  test("user:find: the people, without what only they may see", async () => {
    const found = await ask(olga.client, "user:find", {
      userIds: [ada.person.id, ada.person.id, createId()],
    });
    expect(found).toMatchObject([{ id: ada.person.id, displayName: "Ada Lovelace", presence: "online" }]);
    expect(found[0]).not.toHaveProperty("email");
  });

  test("a changed profile reaches whoever shares a channel, once, and nobody else", async () => {
    await createDirect(ada.person, [ben.person]);
    const { told } = await listen([ada, ben, olga], () =>
      updateProfile(ada.person.actor, { displayName: "Ada L." }),
    );
    const event = { event: "user:changed", payload: { user: { displayName: "Ada L." } } };
    expect(told).toMatchObject([[event], [event], []]);
  });
});

describe("catching up", () => {
  /** Asks until nothing is missing, as a client does; the messages in the order in which they came. */
  async function catchUp(client: Client, known: Record<string, number>) {
    const messages: MessageView[] = [];
    let rounds = 0;
    for (let more = true; more; rounds++) {
      const answer = await ask(client, "sync", { channels: known });
      more = false;
      for (const [channelId, changes] of Object.entries(answer.channels)) {
        messages.push(...changes.messages);
        known[channelId] = changes.version;
        more ||= changes.more;
      }
    }
    return { messages, rounds };
  }

  test("brings all that was missed, page by page, each once and in order", async () => {
    const sent = await sendMany(ada.person, channel.id, 250);
    const { messages, rounds } = await catchUp(ben.client, { [channel.id]: 0 });
    expect(messages).toEqual(sent);
    expect(rounds).toBe(3);
    expect(messages.map(({ version }) => version)).toEqual(sent.map((_, index) => index + 1));
    const known = { [channel.id]: 249 };
    expect((await catchUp(ben.client, known)).messages).toEqual(sent.slice(249));
    expect(known).toEqual({ [channel.id]: 250 });
  });

  test("after a long absence comes in pieces that end equal", async () => {
    const others = [await createChannel(ada.person, { members: [ben.person] }), channel];
    const sent = [];
    for (const { id } of others) sent.push(...(await sendMany(ada.person, id, 320)));
    const known = Object.fromEntries(others.map(({ id }) => [id, 0]));
    const { messages } = await catchUp(ben.client, known);
    const byId = (a: MessageView, b: MessageView) => (a.id < b.id ? -1 : 1);
    expect(messages.toSorted(byId)).toEqual(sent.toSorted(byId));
    expect(Object.values(known)).toEqual([320, 320]);
  });

  test("names too many channels: refused before any of them is looked at, with a short answer", async () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`no id ${index}`, -1]));
    const answer = await ben.client.ask("sync", { channels: many });
    expect(answer).toMatchObject({ ok: false, error: { code: "invalid_input" } });
    expect(JSON.stringify(answer).length).toBeLessThan(500);
  });

  test("over REST brings the same", async () => {
    const sent = await sendMany(ada.person, channel.id, 30);
    const got: MessageView[] = [];
    for (let page: ChangesPage | undefined; page?.more ?? true;) {
      const query = `?limit=12&after=${page?.version ?? 0}`;
      page = (await rest<ChangesPage>(ben.person, "GET", `/channels/${channel.id}/changes${query}`)).body;
      got.push(...page.messages);
    }
    expect(got).toEqual(sent);
  });

  test("tells what was joined and left meanwhile, and nothing of what was never one's own", async () => {
    const secret = await createChannel(ada.person, { kind: "private" });
    await send(ada.person, secret.id, "not for Ben");
    const direct = await createDirect(ada.person, [ben.person]);
    await leaveChannel(ben.person.actor, channel.id);
    const nothing = createId();
    const known = { [channel.id]: 0, [secret.id]: 0, [nothing]: 5 };
    const answer = await ask(ben.client, "sync", { channels: known });
    expect(answer.channels).toEqual({});
    expect(answer.left.sort()).toEqual([channel.id, secret.id, nothing].sort());
    expect(answer.joined.map(({ id }) => id).sort()).toEqual([ben.denId, direct.id].sort());
    expect(answer.users.map(({ id }) => id).sort()).toEqual([ada.person.id, ben.person.id].sort());
    expect(JSON.stringify(answer)).not.toContain("not for Ben");
  });

  test("tells how far one has read on another device", async () => {
    await sendMany(ada.person, channel.id, 2);
    await rest(ben.person, "PUT", `/channels/${channel.id}/read`, { body: { seq: 2 } });
    const answer = await ask(ben.client, "sync", { channels: { [channel.id]: 2 } });
    expect(answer.channels[channel.id]).toMatchObject({
      messages: [],
      version: 2,
      more: false,
      membership: { lastReadSeq: 2, unread: 0 },
    });
  });
});

test("who connects while joining and leaving hears in the end exactly the channels they are in", async () => {
  const channels = await Promise.all(Array.from({ length: 6 }, () => createChannel(ada.person)));
  for (let round = 0; round < 5; round++) {
    const cleo = await createPerson(people.cleo);
    const session = cleo.session;
    const moves = channels.map(async ({ id }, index) => {
      for (let step = 0; step <= index; step++) {
        if (step % 2 === 0) await joinChannel(cleo.actor, id);
        else await leaveChannel(cleo.actor, id);
      }
    });
    const [client] = await Promise.all([connect({ session }), ...moves]);
    const sent = await Promise.all(channels.map(({ id }) => send(ada.person, id, `round ${round}`)));
    const inside = sent.filter((_, index) => index % 2 === 0).map((message) => message.channelId);
    const den = await createChannel(cleo, { kind: "private" });
    await listen([{ person: cleo, client, denId: den.id }], async () => undefined);
    const heard = client.heard("message:created").map(({ message }) => message);
    expect(
      heard
        .filter(({ body }) => body === `round ${round}`)
        .map(({ channelId }) => channelId)
        .sort(),
    ).toEqual(inside.sort());
  }
});
