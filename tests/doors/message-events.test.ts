// Every socket event about messages and reactions, with real clients: what is acknowledged, what the members hear, and that
// somebody who is connected and outside hears nothing.
import { beforeEach, describe, expect, test } from "vitest";
import type { Announcements, Requests } from "#app/shared/events.ts";
import { createId } from "#app/shared/ids.ts";
import type { ChannelView, MessagePage, MessageView, RevisionView } from "#app/shared/views.ts";
import { createChannel, send, sendMany } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { rest } from "./http-client.ts";
import { createWitness, listen, type Witness } from "./observe.ts";
import { withServer } from "./server.ts";
import type { Told } from "./socket-client.ts";

withServer();

let ada: Witness, ben: Witness, olga: Witness, channel: ChannelView, message: MessageView;

beforeEach(async () => {
  [ada, ben, olga] = [
    await createWitness(people.ada),
    await createWitness(people.ben),
    await createWitness(people.olga),
  ];
  channel = await createChannel(ada.person, { members: [ben.person] });
  message = await send(ada.person, channel.id, "Hello");
});

async function ask<E extends keyof Requests>(witness: Witness, event: E, payload: Requests[E]["ask"]) {
  const answer = await witness.client.ask(event, payload);
  if (!answer.ok) throw new Error(`${event}: ${answer.error.code}`);
  return answer.data;
}

type Changing = keyof { [E in keyof Requests as Requests[E]["answer"] extends MessageView ? E : never]: 0 };

/** The number of the inbox comes a while after what it is about, and others come in between. */
function leaveOutInbox(told: Told[][]): Told[][] {
  return told.map((list) => list.filter(({ event }) => event !== "inbox:changed"));
}

/** Asks, expects both members to hear of what is answered and the outsider of nothing, and answers it. */
async function change<E extends Changing>(
  by: Witness,
  event: E,
  payload: Requests[E]["ask"],
  tells: keyof Announcements = "message:updated",
): Promise<MessageView> {
  const { result: view, told } = await listen([ada, ben, olga], () => ask(by, event, payload));
  const heard = { event: tells, payload: { message: view, version: view.version } };
  expect(leaveOutInbox(told)).toEqual([[heard], [heard], []]);
  expect((await rest<MessageView>(ben.person, "GET", `/messages/${view.id}`)).body).toEqual(view);
  return view;
}

/** Asks as the outsider, who is refused, and expects nobody to hear anything. */
async function refuse<E extends keyof Requests>(event: E, payload: Requests[E]["ask"]): Promise<void> {
  const { result, told } = await listen([ada, ben, olga], () => olga.client.ask(event, payload));
  expect(result).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(leaveOutInbox(told)).toEqual([[], [], []]);
}

const messageId = () => ({ messageId: message.id });

describe("what changes a message", () => {
  test("message:send, with a quote and in a thread", async () => {
    const input = { channelId: channel.id, body: "Reply", parentId: message.id, quoteId: message.id };
    await send(ben.person, channel.id, "I have read it");
    const { result: sent, told } = await listen([ada, ben, olga], () =>
      ask(ben, "message:send", { ...input, clientId: createId() }),
    );
    expect(sent).toMatchObject({ parentId: message.id, quoteId: message.id, threadNo: 1 });
    const created = { event: "message:created", payload: { message: sent, version: sent.version } };
    const begun = (lastReadSeq: number, unread: number) => ({
      event: "thread:changed",
      payload: {
        follow: { rootId: message.id, channelId: channel.id, follows: true, lastReadSeq, unread },
      },
    });
    // Both follow the thread from now on, each told alone; the second reply begins nothing.
    const threads = [[begun(sent.seq - 1, 1), created], [begun(sent.seq, 0), created], []];
    expect(leaveOutInbox(told)).toEqual(threads);
    await expect.poll(() => ada.client.heard("inbox:changed").at(-1)).toEqual({ unread: 1 });
    expect(ben.client.heard("inbox:changed").concat(olga.client.heard("inbox:changed"))).toEqual([]);
    await change(ben, "message:send", { ...input, clientId: createId() }, "message:created");
    await refuse("message:send", { ...input, clientId: createId() });
  });

  test("message:edit", async () => {
    const edited = await change(ada, "message:edit", { ...messageId(), body: "Hello all" });
    expect(edited).toMatchObject({ body: "Hello all", version: message.version + 1 });
    await refuse("message:edit", { ...messageId(), body: "Bye" });
    expect(await ben.client.ask("message:edit", { ...messageId(), body: "Bye" })).toMatchObject({
      error: { code: "forbidden" },
    });
  });

  test("message:delete", async () => {
    await refuse("message:delete", messageId());
    expect(await change(ada, "message:delete", messageId())).toMatchObject({ id: message.id, body: "" });
  });

  test("message:pin and message:unpin", async () => {
    await refuse("message:pin", messageId());
    expect(await change(ben, "message:pin", messageId())).toMatchObject({ pinnedBy: ben.person.id });
    await refuse("message:unpin", messageId());
    expect(await change(ada, "message:unpin", messageId())).toMatchObject({ pinnedBy: null });
  });

  test("reaction:add and reaction:remove", async () => {
    const reaction = { ...messageId(), emoji: "🎉" };
    await refuse("reaction:add", reaction);
    const added = await change(ben, "reaction:add", reaction);
    expect(added.reactions).toEqual([{ emoji: "🎉", userIds: [ben.person.id] }]);
    await refuse("reaction:remove", reaction);
    expect((await change(ben, "reaction:remove", reaction)).reactions).toEqual([]);
    expect(await ben.client.ask("reaction:add", { ...messageId(), emoji: "no" })).toMatchObject({
      error: { code: "invalid_input", errors: [{ path: "emoji", code: "bad_emoji" }] },
    });
  });

  test("message:forward, of which only those hear to whom it goes", async () => {
    const secret = await send(ada.person, ada.denId, "from the den");
    const input = { messageId: secret.id, channelId: channel.id, clientId: createId(), body: "Look" };
    const copy = await change(ada, "message:forward", input, "message:created");
    expect(copy.forwarded).toMatchObject({ body: "from the den", channelId: null });
    expect(JSON.stringify(copy)).not.toContain(ada.denId);
    await refuse("message:forward", { ...messageId(), channelId: olga.denId, clientId: createId() });
    expect(await olga.client.ask("message:forward", { ...input, channelId: olga.denId })).toMatchObject({
      error: { code: "not_found" },
    });
  });
});

describe("who writes has read what was there", () => {
  /** Sends to the channel, and says what each witness heard but for the message itself. */
  async function hearReceipts(by: Witness) {
    const { result, told } = await listen([ada, ben, olga], () => send(by.person, channel.id));
    const receipt = (readSeq: number) => ({
      event: "receipt:changed",
      payload: { channelId: channel.id, userId: by.person.id, deliveredSeq: result.seq, readSeq },
    });
    const heard = told.map((entries) => entries.filter(({ event }) => event !== "message:created"));
    return { receipt, heard, seq: result.seq };
  }

  test("and the members hear of it, unless there was nothing that they had not seen", async () => {
    const first = await hearReceipts(ben);
    expect(first.heard).toEqual([[first.receipt(first.seq)], [first.receipt(first.seq)], []]);
    expect((await hearReceipts(ben)).heard).toEqual([[], [], []]);
  });

  test("and who keeps that to themselves is not given away, nor told of others", async () => {
    await rest(ben.person, "PATCH", "/me", { body: { sendsReceipts: false } });
    const quiet = await hearReceipts(ben);
    expect(quiet.heard).toEqual([[quiet.receipt(0)], [quiet.receipt(quiet.seq)], []]);
    const open = await hearReceipts(ada);
    expect(open.heard).toEqual([[open.receipt(open.seq)], [], []]);
    await rest(ben.person, "PATCH", "/me", { body: { sendsReceipts: true } });
  });
});

describe("what reads messages", () => {
  test("message:find: those that one may see, and nothing about the others", async () => {
    const input = { messageIds: [message.id, createId()] };
    expect(await ask(ben, "message:find", input)).toMatchObject({
      messages: [message],
      users: [{ id: ada.person.id }],
    });
    expect(await ask(olga, "message:find", input)).toEqual({ messages: [], users: [] });
  });

  test("message:list around a number: a page with that message in its middle", async () => {
    const sent = await sendMany(ada.person, channel.id, 9);
    const input = { channelId: channel.id, around: sent[4]!.seq, limit: 3 };
    expect(await ask(ben, "message:list", input)).toMatchObject({
      messages: sent.slice(3, 6),
      hasOlder: true,
      hasNewer: true,
    });
    expect(await olga.client.ask("message:list", input)).toMatchObject({ error: { code: "forbidden" } });
  });

  test("sync with maxBehind: the newest page instead of too many changes", async () => {
    const sent = await sendMany(ada.person, channel.id, 4);
    const channels = { [channel.id]: message.version };
    const answer = await ask(ben, "sync", { channels, maxBehind: 3 });
    expect(answer.channels[channel.id]).toMatchObject({ isPage: true, version: sent.at(-1)?.version });
    expect((await ask(ben, "sync", { channels, maxBehind: 4 })).channels[channel.id]?.messages).toEqual(sent);
    expect(await ask(olga, "sync", { channels })).toMatchObject({ channels: {}, left: [channel.id] });
  });
});

describe("over REST the same", () => {
  test("edit and revisions", async () => {
    const { status, body } = await rest<MessageView>(ada.person, "PATCH", `/messages/${message.id}`, {
      body: { body: "Hello all" },
    });
    expect({ status, text: body.body }).toEqual({ status: 200, text: "Hello all" });
    const revisions = await rest<RevisionView[]>(ben.person, "GET", `/messages/${message.id}/revisions`);
    expect(revisions.body).toEqual([{ body: "Hello", writtenAt: message.createdAt }]);
    const empty = await rest(ada.person, "PATCH", `/messages/${message.id}`, { body: { body: " " } });
    expect(empty).toMatchObject({ status: 422, body: { errors: [{ path: "body", code: "required" }] } });
  });

  test("reactions and pins", async () => {
    const reactions = `/messages/${message.id}/reactions`;
    const flag = encodeURIComponent("👩‍👩‍👧");
    const added = await rest<MessageView>(ben.person, "PUT", `${reactions}/${flag}`);
    expect(added.body.reactions).toEqual([{ emoji: "👩‍👩‍👧", userIds: [ben.person.id] }]);
    expect((await rest<MessageView>(ben.person, "DELETE", `${reactions}/${flag}`)).body.reactions).toEqual(
      [],
    );
    expect(await rest(ben.person, "PUT", `${reactions}/x`)).toMatchObject({ status: 422 });
    const pinned = await rest<MessageView>(ben.person, "PUT", `/messages/${message.id}/pin`);
    const page = await rest<MessagePage>(ada.person, "GET", `/channels/${channel.id}/pins`);
    expect(page.body.messages).toEqual([pinned.body]);
    expect((await rest(ada.person, "DELETE", `/messages/${message.id}/pin`)).status).toBe(200);
  });

  test("forward: 201, and 200 when it is repeated", async () => {
    const body = { channelId: ada.denId, clientId: createId() };
    const first = await rest<MessageView>(ada.person, "POST", `/messages/${message.id}/forward`, { body });
    const again = await rest<MessageView>(ada.person, "POST", `/messages/${message.id}/forward`, { body });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect(first.body.forwarded).toMatchObject({ authorId: ada.person.id, channelId: channel.id });
  });
});
