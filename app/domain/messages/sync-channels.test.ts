import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { PAGE_SIZE, SYNC_MESSAGES_MAX } from "#app/shared/limits.ts";
import { createId } from "#app/shared/ids.ts";
import type { ChannelChanges } from "#app/shared/events.ts";
import type { MessageView } from "#app/shared/views.ts";
import { archiveChannel } from "#app/domain/channels/archive-channel.server.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { deleteMessage } from "./delete-message.server.ts";
import { editMessage } from "./edit-message.server.ts";
import { listChanges } from "./list-changes.server.ts";
import { addReaction } from "./react-to-message.server.ts";
import { sendMessage } from "./send-message.server.ts";
import { syncChannels } from "./sync-channels.server.ts";

withDatabase();

async function openChannel() {
  const [ada, ben] = [await createPerson(people.ada), await createPerson(people.ben)];
  return { ada, ben, channel: await createChannel(ada, { members: [ben] }) };
}

/** That many messages at once, without going through the product. */
async function fill(channelId: string, author: Person, count: number): Promise<void> {
  await db().execute(sql`
    with t as (update timelines set last_seq = last_seq + ${count}, version = version + ${count}, last_text_no = last_text_no + ${count}
      where channel_id = ${channelId} returning last_seq - ${count} as seq, version - ${count} as version, last_text_no - ${count} as text_no)
    insert into messages (id, channel_id, seq, version, text_no, author_id, client_id, body)
    select gen_random_uuid(), ${channelId}, t.seq + n, t.version + n, t.text_no + n, ${author.id}, gen_random_uuid(), 'message ' || n
    from t, generate_series(1, ${count}::int) n`);
}

async function syncOne(person: Person, channelId: string, after: number, maxBehind?: number) {
  const answer = await syncChannels(person.actor, { channels: { [channelId]: after }, maxBehind });
  return { ...answer.channels[channelId]!, users: answer.users };
}

test("edits, deletes and reactions are caught up with, each message as it is now", async () => {
  const { ada, ben, channel } = await openChannel();
  const [one, two, three] = [
    await send(ada, channel.id, "one"),
    await send(ada, channel.id, "two"),
    await send(ada, channel.id, "three"),
  ];
  const { version } = await syncOne(ben, channel.id, 0);
  const edited = await editMessage(ada.actor, { messageId: one.id, body: "changed" });
  const deleted = await deleteMessage(ada.actor, two.id);
  await addReaction(ben.actor, { messageId: three.id, emoji: "👍" });
  const reacted = await addReaction(ada.actor, { messageId: three.id, emoji: "👍" });
  const changes = await syncOne(ben, channel.id, version);
  expect(changes.messages).toEqual([edited, deleted, reacted]);
  expect(changes).toMatchObject({ version: reacted.version, more: false });
  expect(changes.channel).toMatchObject({ id: channel.id, version: reacted.version });
});

test("where nothing changed there is one's membership and nothing else", async () => {
  const { ada, ben, channel } = await openChannel();
  const { version } = await send(ada, channel.id);
  const answer = await syncChannels(ben.actor, { channels: { [channel.id]: version } });
  const { membership, ...rest } = answer.channels[channel.id]!;
  expect(answer.inboxUnread).toBeUndefined();
  expect(rest).toEqual({ messages: [], references: [], follows: [], version, more: false });
  expect(membership).toMatchObject({ role: "member", unread: 1, lastReadSeq: expect.any(Number) });
});

test("what was written refers to, and everybody who is named, comes along", async () => {
  const { ada, ben, channel } = await openChannel();
  const cleo = await createPerson(people.cleo);
  const inside = await createChannel(ada, { members: [ben, cleo] });
  const quoted = await send(cleo, inside.id, "quoted");
  const input = { channelId: inside.id, clientId: createId(), body: "quoting", quoteId: quoted.id };
  const { message } = await sendMessage(ada.actor, input);
  await send(ada, channel.id, "elsewhere");
  const known = { [inside.id]: message.version - 1, [channel.id]: 0 };
  const answer = await syncChannels(ben.actor, { channels: known });
  expect(answer.channels[inside.id]).toMatchObject({ messages: [message], references: [quoted] });
  expect(answer.channels[channel.id]?.references).toEqual([]);
  expect(answer.users.map(({ id }) => id)).toEqual(expect.arrayContaining([ada.id, cleo.id]));
  const page = await listChanges(ben.actor, inside.id, { after: message.version - 1, limit: 10 });
  expect(page).toMatchObject({ messages: [message], references: [quoted] });
});

test("ten thousand changes come page by page to equality, each once", async () => {
  const { ada, ben, channel } = await openChannel();
  const { version: start } = await syncOne(ben, channel.id, 0);
  await fill(channel.id, ada, 10_000);
  const got: MessageView[] = [];
  let page: ChannelChanges | undefined;
  while (page?.more ?? true) {
    page = await syncOne(ben, channel.id, page?.version ?? start);
    got.push(...page.messages);
  }
  expect(got.map(({ version }) => version)).toEqual(got.map((_, index) => start + 1 + index));
  expect(got).toHaveLength(10_000);
  expect(page?.version).toBe(start + 10_000);
});

test("an archived channel that one has open is caught up with; others that are archived are not told of", async () => {
  const { ada, ben, channel } = await openChannel();
  const other = await createChannel(ada, { members: [ben] });
  const { version } = await syncOne(ben, channel.id, 0);
  await archiveChannel(ada.actor, channel.id);
  await archiveChannel(ada.actor, other.id);
  const answer = await syncChannels(ben.actor, { channels: { [channel.id]: version } });
  expect(answer).toMatchObject({ joined: [], left: [] });
  expect(answer.channels[channel.id]).toMatchObject({
    channel: { archivedAt: expect.any(String) },
    messages: [{ event: { type: "archived" } }],
  });
  const olga = await createPerson(people.olga);
  const outside = await syncChannels(olga.actor, { channels: { [channel.id]: version } });
  expect(outside).toMatchObject({ channels: {}, joined: [], left: [channel.id] });
});

test("who is too far behind gets the newest page, and where nothing comes before it is told so", async () => {
  const { ada, ben, channel } = await openChannel();
  const { version: start } = await syncOne(ben, channel.id, 0);
  await fill(channel.id, ada, 300);
  const page = await syncOne(ben, channel.id, start, 299);
  expect(page).toMatchObject({ isPage: true, hasOlder: true, more: false, version: start + 300 });
  expect(page.messages).toHaveLength(PAGE_SIZE);
  expect(page.messages.at(-1)).toMatchObject({ body: "message 300", seq: page.channel?.lastSeq });
  expect(page.messages.map(({ seq }) => seq)).toEqual(
    page.messages.map(({ seq }) => seq).toSorted((a, b) => a - b),
  );
  const near = await syncOne(ben, channel.id, start, 300);
  expect(near).not.toHaveProperty("isPage");
  expect(near.messages[0]).toMatchObject({ body: "message 1" });

  const short = await createChannel(ada, { members: [ben] });
  await fill(short.id, ada, 20);
  expect(await syncOne(ben, short.id, 0, 5)).toMatchObject({ isPage: true, hasOlder: false });
});

test("a version that never was, as after a restored backup, is answered with the newest page", async () => {
  const { ada, ben, channel } = await openChannel();
  const sent = await send(ada, channel.id);
  const page = await syncOne(ben, channel.id, 1_000_000, 500);
  expect(page).toMatchObject({ isPage: true, more: false, version: sent.version });
  expect(page.messages.at(-1)).toEqual(sent);
});

test("one answer holds no more than it may, and says of which channels there is more", async () => {
  const { ada, ben } = await openChannel();
  const rooms = await Promise.all(Array.from({ length: 8 }, () => createChannel(ada, { members: [ben] })));
  for (const { id } of rooms) await fill(id, ada, 150);
  const known = Object.fromEntries(rooms.map(({ id }) => [id, 0]));
  const got = new Map<string, number>();
  for (let more = true; more;) {
    const { channels } = await syncChannels(ben.actor, { channels: known });
    const changes = Object.entries(channels);
    expect(changes.flatMap(([, { messages }]) => messages).length).toBeLessThanOrEqual(SYNC_MESSAGES_MAX);
    for (const [id, { messages, version }] of changes) {
      known[id] = version;
      for (const message of messages) got.set(message.id, (got.get(message.id) ?? 0) + 1);
    }
    more = changes.some(([, each]) => each.more);
  }
  expect(got.size).toBeGreaterThanOrEqual(8 * 150);
  expect(new Set(got.values())).toEqual(new Set([1]));
});
