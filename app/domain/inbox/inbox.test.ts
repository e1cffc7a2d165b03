import { sql, type SQL } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { hereMentions } from "#app/db/schema/index.ts";
import { joinChannel } from "#app/domain/memberships/join-channel.server.ts";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { deleteMessage } from "#app/domain/messages/delete-message.server.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { followThread } from "#app/domain/threads/follow-thread.server.ts";
import { readThread } from "#app/domain/threads/read-thread.server.ts";
import { createId } from "#app/shared/ids.ts";
import { PAGE_SIZE } from "#app/shared/limits.ts";
import type { InboxItem } from "#app/shared/kept-views.ts";
import type { ChannelView, MessageView } from "#app/shared/views.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { countInbox } from "./count-inbox.server.ts";
import { writeInboxQuery } from "./inbox-entries.server.ts";
import { listInbox } from "./list-inbox.server.ts";
import { markInboxSeen } from "./mark-inbox-seen.server.ts";

withDatabase();

let ada: Person, ben: Person, cleo: Person, olga: Person, channel: ChannelView;

beforeAll(async () => {
  [ben, cleo, olga] = await Promise.all([
    createPerson(people.ben),
    createPerson(people.cleo),
    createPerson(people.olga),
  ]);
});

beforeEach(async () => {
  ada = await createPerson(people.ada);
  channel = await createChannel(ben, { members: [ada, cleo] });
});

async function reply(author: Person, root: MessageView, body: string): Promise<MessageView> {
  const input = { channelId: root.channelId, clientId: createId(), body, parentId: root.id };
  return (await sendMessage(author.actor, input)).message;
}

const describeItem = (item: InboxItem) => [
  item.kind,
  item.kind === "reminder" ? item.reminder.text : item.message.body,
  item.isUnread,
];
const read = async (person: Person) => (await listInbox(person.actor)).items.map(describeItem);

describe("an inbox holds", () => {
  test("messages that name its owner, newest first, and tells who wrote them", async () => {
    await send(ben, channel.id, `Hello @${ada.username}`);
    await send(ben, channel.id, "Nothing for anybody");
    await send(cleo, channel.id, `@${ada.username} and @${ben.username}`);
    expect(await read(ada)).toEqual([
      ["mention", `@${ada.username} and @${ben.username}`, true],
      ["mention", `Hello @${ada.username}`, true],
    ]);
    expect((await listInbox(ada.actor)).users.map(({ id }) => id)).toEqual(
      expect.arrayContaining([ben.id, cleo.id]),
    );
    expect(await read(olga)).toEqual([]);
    expect([await countInbox(ada.actor), await countInbox(olga.actor)]).toEqual([2, 0]);
  });

  test("what was meant for a whole channel, since its owner is in it", async () => {
    const late = await createPerson(people.cleo);
    await send(ben, channel.id, "Before @channel");
    await joinChannel(late.actor, channel.id);
    await send(ben, channel.id, "After @channel");
    expect(await read(late)).toEqual([["mention", "After @channel", true]]);
    expect(await read(ada)).toHaveLength(2);
    expect((await read(ben)).filter(([, body]) => String(body).includes("@channel"))).toEqual([]);
  });

  test("what was meant for those who were there, if they were", async () => {
    const { seq } = await send(ben, channel.id, "Lunch @here");
    await db().insert(hereMentions).values({ channelId: channel.id, seq, userId: ada.id });
    expect(await read(ada)).toEqual([["mention", "Lunch @here", true]]);
    expect((await read(cleo)).filter(([, body]) => body === "Lunch @here")).toEqual([]);
  });

  test("replies of others in threads that its owner follows, and a reply that names them once", async () => {
    const root = await send(ada, channel.id, "Root");
    await reply(ben, root, "A reply");
    await reply(ada, root, "My own");
    await reply(cleo, root, `@${ada.username} look`);
    await reply(ben, root, "For all @channel");
    expect(await read(ada)).toEqual([
      ["mention", "For all @channel", true],
      ["mention", `@${ada.username} look`, true],
      // Who answers has read what came before.
      ["reply", "A reply", false],
    ]);
    await followThread(ada.actor, { rootId: root.id, follows: false });
    expect((await read(ada)).filter(([kind]) => kind === "reply")).toEqual([]);
  });

  test("nothing of its owner's own, nothing deleted, and nothing of channels they are not in any more", async () => {
    await send(ada, channel.id, `I, @${ada.username}, @channel`);
    const gone = await send(ben, channel.id, `@${ada.username} oh no`);
    await deleteMessage(ben.actor, gone.id);
    expect([await read(ada), await countInbox(ada.actor)]).toEqual([[], 0]);
    const hidden = await createChannel(ben, { kind: "private", members: [ada] });
    const root = await send(ada, hidden.id, "Root");
    await reply(ben, root, "A reply");
    await send(ben, hidden.id, `@${ada.username} @channel`);
    expect(await read(ada)).toHaveLength(2);
    await leaveChannel(ada.actor, hidden.id);
    expect([await read(ada), await countInbox(ada.actor)]).toEqual([[], 0]);
  });
});

describe("what is unread", () => {
  test("is what came since the inbox was looked at", async () => {
    await send(ben, channel.id, `@${ada.username} one`);
    await markInboxSeen(ada.actor);
    expect(await read(ada)).toEqual([["mention", `@${ada.username} one`, false]]);
    expect(await countInbox(ada.actor)).toBe(0);
    await send(ben, channel.id, `@${ada.username} two`);
    expect((await read(ada)).map(([, , isUnread]) => isUnread)).toEqual([true, false]);
    expect(await countInbox(ada.actor)).toBe(1);
  });

  test("is not what was read in its thread", async () => {
    const root = await send(ada, channel.id, "Root");
    const first = await reply(ben, root, "first");
    await reply(ben, root, "second");
    await readThread(ada.actor, { rootId: root.id, seq: first.seq });
    expect(await read(ada)).toEqual([
      ["reply", "second", true],
      ["reply", "first", false],
    ]);
    expect(await countInbox(ada.actor)).toBe(1);
  });
});

/** Messages by the thousand, of which every tenth names Ada, and every fiftieth the channel. */
async function fill(count: number): Promise<void> {
  await db().execute(sql`
    insert into messages (id, channel_id, seq, version, author_id, client_id, body, text_no, mentions, mention_all, created_at)
    select gen_random_uuid(), ${channel.id}, n, n, ${ben.id}, gen_random_uuid(), 'message ' || n, n,
      case when n % 10 = 0 then array[${ada.id}::uuid] else '{}' end,
      case when n % 50 = 1 then 'channel' end,
      -- Four at each moment, so that pages end between equal times.
      now() + (n / 4) * interval '1 second'
    from generate_series(1, ${count}) n`);
}

test("pages follow each other to the end without omission, and the count stops at a hundred", async () => {
  await fill(1500);
  const bodies: string[] = [];
  let before: string | undefined;
  do {
    const page = await listInbox(ada.actor, { before });
    expect(page.items.length).toBeLessThanOrEqual(PAGE_SIZE);
    bodies.push(...page.items.map((item) => String(describeItem(item)[1])));
    before = page.cursor ?? undefined;
  } while (before);
  expect([bodies.length, new Set(bodies).size]).toEqual([180, 180]);
  expect(await countInbox(ada.actor)).toBe(100);
});

/** How the database would answer. */
async function explain(query: SQL): Promise<string> {
  return JSON.stringify(await db().execute(sql`explain ${query}`));
}

test("no question reads messages that have nothing to do with it", async () => {
  await fill(20_000);
  await db().execute(sql`analyze messages`);
  const root = await send(ada, (await createChannel(ada, { members: [ben] })).id, "Root");
  await reply(ben, root, "A reply");
  const plan = await explain(writeInboxQuery({ userId: ada.id, seenAt: new Date(), limit: PAGE_SIZE }));
  expect(plan).not.toContain("Seq Scan on messages");
  for (const index of ["messages_mentions_index", "messages_naming_index", "messages_thread_index"])
    expect(plan).toContain(index);
});

test.each(["", "nonsense"])("“%s” is no place to go on from", async (before) => {
  await expect(listInbox(ada.actor, { before })).rejects.toMatchObject({
    code: "invalid_input",
    errors: [{ path: "before", code: "invalid" }],
  });
});
