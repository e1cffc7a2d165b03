import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { channels, memberships, threadFollows } from "#app/db/schema/index.ts";
import { createId } from "#app/shared/ids.ts";
import { recordAnnouncements } from "#tests/announcements.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { findMessages } from "./find-messages.server.ts";
import { getMessage } from "./get-message.server.ts";
import { listMessages } from "./list-messages.server.ts";
import { sendMessage } from "./send-message.server.ts";

withDatabase();

async function openChannel() {
  const [ada, ben, cleo] = [
    await createPerson(people.ada),
    await createPerson(people.ben),
    await createPerson(people.cleo),
  ];
  const channel = await createChannel(ada, { members: [ben, cleo] });
  return { ada, ben, cleo, channel };
}

interface More {
  parentId?: string;
  quoteId?: string;
}

async function write(by: Person, channelId: string, body: string, more: More = {}, options = {}) {
  const input = { channelId, clientId: createId(), body, ...more };
  return (await sendMessage(by.actor, input, options)).message;
}

const followsOf = async (rootId: string) => {
  const rows = await db().query.threadFollows.findMany({ where: eq(threadFollows.rootId, rootId) });
  return Object.fromEntries(rows.map(({ userId, lastReadSeq }) => [userId, lastReadSeq]));
};

const markOf = async (person: Person, channelId: string) => {
  const rows = await db().query.memberships.findMany({ where: eq(memberships.userId, person.id) });
  return rows.find((row) => row.channelId === channelId)!;
};

test("replies are numbered in their thread, also those to replies, and the root knows how many", async () => {
  const { ada, ben, cleo, channel } = await openChannel();
  const root = await write(ada, channel.id, "root");
  const other = await write(ada, channel.id, "another thread");
  const first = await write(ben, channel.id, "first", { parentId: root.id });
  const rest = await Promise.all([
    write(cleo, channel.id, "second", { parentId: first.id }),
    write(ben, channel.id, "elsewhere", { parentId: other.id }),
    write(ada, channel.id, "third", { parentId: root.id }),
  ]);
  expect([first, ...rest].map(({ parentId, threadNo }) => [parentId, threadNo])).toEqual([
    [root.id, 1],
    [root.id, 2],
    [other.id, 1],
    [root.id, 3],
  ]);
  const { createdAt: lastReplyAt } = rest[2];
  // No new version: whoever has the replies knows as much.
  expect(await getMessage(ben.actor, root.id)).toEqual({ ...root, replyCount: 3, lastReplyAt });
});

test("a thread is followed by who began it, who wrote in it and who is named in it", async () => {
  const { ada, ben, cleo, channel } = await openChannel();
  const root = await write(ada, channel.id, "root");
  expect(await followsOf(root.id)).toEqual({});
  const first = await write(ben, channel.id, "first", { parentId: root.id });
  expect(await followsOf(root.id)).toEqual({ [ada.id]: first.seq - 1, [ben.id]: first.seq });
  const second = await write(ben, channel.id, `@${cleo.username}`, { parentId: root.id });
  const follows = { [ada.id]: first.seq - 1, [ben.id]: second.seq, [cleo.id]: second.seq - 1 };
  expect(await followsOf(root.id)).toEqual(follows);
});

test("who is away when their scheduled reply begins a thread for them hears how much is unread in it", async () => {
  const { ada, ben, cleo, channel } = await openChannel();
  const root = await write(ada, channel.id, "root");
  await write(cleo, channel.id, "unread", { parentId: root.id });
  const announced = recordAnnouncements();
  await write(ben, channel.id, "scheduled", { parentId: root.id }, { keepsUnread: true });
  const told = announced.map(({ rooms, event, payload }) => [
    rooms,
    event,
    (payload as { follow?: object }).follow,
  ]);
  const follow = { rootId: root.id, channelId: channel.id, follows: true, lastReadSeq: 0, unread: 1 };
  expect(told).toEqual([
    [`channel:${channel.id}`, "message:created", undefined],
    [`user:${ben.id}`, "thread:changed", follow],
  ]);
});

test("who does not want to follow a thread does not follow it again by writing in it", async () => {
  const { ada, ben, channel } = await openChannel();
  const root = await write(ada, channel.id, "root");
  const row = { rootId: root.id, channelId: channel.id, follows: false };
  await db()
    .insert(threadFollows)
    .values([
      { ...row, userId: ada.id },
      { ...row, userId: ben.id },
    ]);
  await write(ben, channel.id, `@${ada.username}`, { parentId: root.id });
  const rows = await db().query.threadFollows.findMany({ where: eq(threadFollows.rootId, root.id) });
  expect(rows.map(({ follows }) => follows)).toEqual([false, false]);
});

test("replies and quotes stay in their channel", async () => {
  const { ada, ben, channel } = await openChannel();
  const elsewhere = await send(ada, (await createChannel(ada)).id, "elsewhere");
  const refusal = (path: string) => ({ code: "invalid_input", errors: [{ path, code: "invalid" }] });
  const reply = write(ada, channel.id, "reply", { parentId: elsewhere.id });
  await expect(reply).rejects.toMatchObject(refusal("parentId"));
  const quote = write(ada, channel.id, "quote", { quoteId: elsewhere.id });
  await expect(quote).rejects.toMatchObject(refusal("quoteId"));
  const nothing = write(ben, channel.id, "quote", { quoteId: createId() });
  await expect(nothing).rejects.toMatchObject(refusal("quoteId"));
});

test("a page brings what its messages quote and reply to, and the people of both", async () => {
  const { ada, ben, cleo, channel } = await openChannel();
  const root = await write(cleo, channel.id, "root");
  const quoted = await write(ada, channel.id, `@${cleo.username}`);
  const reply = await write(ben, channel.id, "reply", { parentId: root.id, quoteId: quoted.id });
  const page = await listMessages(ben.actor, channel.id, { limit: 1 });
  expect(page.messages).toEqual([reply]);
  expect(page.references.map(({ id }) => id).sort()).toEqual([root.id, quoted.id].sort());
  expect(page.users.map(({ id }) => id).sort()).toEqual([ada.id, ben.id, cleo.id].sort());
  const all = await listMessages(ben.actor, channel.id, { limit: 10 });
  expect(all.references).toEqual([]);
});

test("messages are found by their ids as far as one may see them", async () => {
  const { ada, ben, channel } = await openChannel();
  const [open, secret] = [
    await send(ada, channel.id, "open"),
    await send(ada, (await createChannel(ada, { kind: "private" })).id, "secret"),
  ];
  const found = await findMessages(ben.actor, [secret.id, createId(), open.id]);
  expect(found).toMatchObject({ messages: [open], users: [{ id: ada.id }] });
});

test("in a read-only channel those write who keep order, and those who may everywhere", async () => {
  const { ada, ben, channel } = await openChannel();
  const admin = await createPerson(people.olga, "admin");
  const open = await createChannel(ada, { members: [ben, admin] });
  await db().update(channels).set({ isReadOnly: true }).where(eq(channels.id, open.id));
  const refused = { code: "forbidden", key: "errors.channel_read_only" };
  await expect(write(ben, open.id, "no")).rejects.toMatchObject(refused);
  expect(await write(ada, open.id, "yes")).toMatchObject({ body: "yes" });
  expect(await write(admin, open.id, "yes")).toMatchObject({ body: "yes" });
  expect(await write(ben, channel.id, "elsewhere")).toMatchObject({ body: "elsewhere" });
});

test("writing reads the conversation; what was scheduled does so only for who had read everything", async () => {
  const { ada, ben, channel } = await openChannel();
  const keepsUnread = { keepsUnread: true };
  await write(ada, channel.id, "one");
  const late = await write(ben, channel.id, "scheduled", {}, keepsUnread);
  expect((await markOf(ben, channel.id)).lastReadSeq).toBeLessThan(late.seq - 1);
  const written = await write(ben, channel.id, "now");
  const mark = { lastReadSeq: written.seq, lastReadTextNo: written.textNo, seenSeq: written.seq };
  expect(await markOf(ben, channel.id)).toMatchObject({ ...mark, lastDeliveredSeq: written.seq });
  const next = await write(ben, channel.id, "scheduled", {}, keepsUnread);
  expect((await markOf(ben, channel.id)).lastReadSeq).toBe(next.seq);
});
