import { beforeAll, beforeEach, expect, test } from "vitest";
import { deleteMessage } from "#app/domain/messages/delete-message.server.ts";
import { joinChannel } from "#app/domain/memberships/join-channel.server.ts";
import { listChanges } from "#app/domain/messages/list-changes.server.ts";
import { listMessages } from "#app/domain/messages/list-messages.server.ts";
import { listPins } from "#app/domain/messages/list-pins.server.ts";
import { pinMessage } from "#app/domain/messages/pin-message.server.ts";
import { syncChannels } from "#app/domain/messages/sync-channels.server.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { saveMessage } from "#app/domain/saved/save-message.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { ChannelView, MessageView } from "#app/shared/views.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { followThread } from "./follow-thread.server.ts";
import { openThread } from "./open-thread.server.ts";
import { readThread } from "./read-thread.server.ts";

withDatabase();

let ada: Person, ben: Person, cleo: Person, olga: Person;
let channel: ChannelView, root: MessageView;

beforeAll(async () => {
  [ada, ben, cleo, olga] = await Promise.all([
    createPerson(people.ada),
    createPerson(people.ben),
    createPerson(people.cleo),
    createPerson(people.olga),
  ]);
});

beforeEach(async () => {
  channel = await createChannel(ada, { members: [ben, cleo] });
  root = await send(ada, channel.id, "What shall we plant?");
});

async function reply(author: Person, body: string, parentId = root.id): Promise<MessageView> {
  const input = { channelId: channel.id, clientId: createId(), body, parentId };
  return (await sendMessage(author.actor, input)).message;
}

const open = (person: Person, rootId = root.id) => openThread(person.actor, { rootId });

test("a thread holds its root, its replies in order, and everybody in it; a reply's id opens the same", async () => {
  await reply(ben, "Beans");
  await send(ben, channel.id, "Something else");
  const last = await reply(cleo, "Peas");
  await saveMessage(ben.actor, last.id);
  const thread = await open(ben);
  expect(thread).toMatchObject({
    root: { id: root.id, replyCount: 2 },
    replies: [
      { body: "Beans", threadNo: 1 },
      { body: "Peas", threadNo: 2 },
    ],
    references: [],
    savedIds: [last.id],
    hasOlder: false,
  });
  expect(new Set(thread.users.map(({ id }) => id))).toEqual(new Set([ada.id, ben.id, cleo.id]));
  expect(await open(ben, last.id)).toEqual(thread);
  expect((await open(cleo)).savedIds).toEqual([]);
});

test("replies come page by page, from the end", async () => {
  for (let number = 1; number <= 5; number++) await reply(ben, `reply ${number}`);
  const read = (before?: number) => openThread(ada.actor, { rootId: root.id, limit: 2, before });
  const newest = await read();
  expect(newest).toMatchObject({ replies: [{ body: "reply 4" }, { body: "reply 5" }], hasOlder: true });
  const earlier = await read(newest.replies[0]!.seq);
  expect(earlier).toMatchObject({ replies: [{ body: "reply 2" }, { body: "reply 3" }], hasOlder: true });
  const first = await read(earlier.replies[0]!.seq);
  expect(first).toMatchObject({ replies: [{ body: "reply 1" }], hasOlder: false });
});

test("to who follows it, what others replied is unread until they have read it, and reading never goes back", async () => {
  const first = await reply(ben, "Beans");
  const second = await reply(cleo, "Peas");
  expect((await open(ada)).follow).toMatchObject({ follows: true, unread: 2 });
  expect((await open(ben)).follow).toMatchObject({ follows: true, unread: 1 });

  const read = (seq: number) => readThread(ada.actor, { rootId: root.id, seq });
  expect(await read(first.seq)).toMatchObject({ lastReadSeq: first.seq, unread: 1 });
  expect(await read(9_999_999)).toMatchObject({ lastReadSeq: second.seq, unread: 0 });
  expect(await read(first.seq)).toMatchObject({ lastReadSeq: second.seq, unread: 0 });

  const third = await reply(ben, "Leeks");
  expect((await open(ada)).follow).toMatchObject({ unread: 1 });
  await deleteMessage(ben.actor, third.id);
  expect((await open(ada)).follow).toMatchObject({ unread: 0 });
});

test("who does not follow has nothing unread; who asks to follows from now on; who stops is left alone", async () => {
  await reply(ben, "Beans");
  expect((await open(cleo)).follow).toEqual({
    rootId: root.id,
    channelId: channel.id,
    follows: false,
    lastReadSeq: 0,
    unread: 0,
  });
  const follow = (follows: boolean) => followThread(cleo.actor, { rootId: root.id, follows });
  expect(await follow(true)).toMatchObject({ follows: true, unread: 0 });
  await reply(ben, "Peas");
  expect(await follow(true)).toMatchObject({ follows: true, unread: 1 });
  expect(await follow(false)).toMatchObject({ follows: false, unread: 0 });
  await reply(cleo, "Only to say that I am off");
  await reply(ben, "Fine");
  expect((await open(cleo)).follow).toMatchObject({ follows: false, unread: 0 });
});

test("pages tell how their reader stands to the threads in them, and to nobody else's", async () => {
  const first = await reply(ben, "Beans");
  await reply(cleo, "Peas");
  await followThread(cleo.actor, { rootId: root.id, follows: false });
  const own = async (person: Person) => {
    const page = await listMessages(person.actor, channel.id, { limit: 1 });
    const changes = await listChanges(person.actor, channel.id, { after: root.version, limit: 1 });
    const synced = await syncChannels(person.actor, { channels: { [channel.id]: first.version } });
    const lists = [page.follows, changes.follows, synced.channels[channel.id]?.follows];
    return lists.map((follows) => follows?.map(({ rootId, ...follow }) => [rootId, follow]));
  };
  const view = { channelId: channel.id, follows: true };
  const three = (follow: object) => Array(3).fill([[root.id, follow]]);
  expect(await own(ada)).toEqual(three({ ...view, lastReadSeq: first.seq - 1, unread: 2 }));
  expect(await own(ben)).toEqual(three({ ...view, lastReadSeq: first.seq, unread: 1 }));
  expect(await own(cleo)).toMatchObject(three({ follows: false, unread: 0 }));
  await pinMessage(ada.actor, root.id);
  expect((await listPins(ada.actor, channel.id)).follows).toMatchObject([{ rootId: root.id, unread: 2 }]);
  await joinChannel(olga.actor, channel.id);
  expect((await listMessages(olga.actor, channel.id, { limit: 9 })).follows).toEqual([]);
});

test("reading a thread that one does not follow changes nothing", async () => {
  const { seq } = await reply(ben, "Beans");
  expect(await readThread(cleo.actor, { rootId: root.id, seq })).toMatchObject({
    follows: false,
    lastReadSeq: 0,
  });
  await reply(cleo, "Now I take part");
  expect((await open(cleo)).follow).toMatchObject({ follows: true });
});

test("outsiders get nothing: of a private channel not even that there is a thread", async () => {
  await expect(open(olga)).rejects.toMatchObject({ code: "forbidden" });
  const hidden = await createChannel(ada, { kind: "private" });
  const secret = await send(ada, hidden.id);
  await expect(open(olga, secret.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(followThread(olga.actor, { rootId: secret.id, follows: true })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(readThread(olga.actor, { rootId: secret.id, seq: 1 })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(open(ada, createId())).rejects.toMatchObject({ code: "not_found" });
});
