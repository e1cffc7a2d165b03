import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, driver, type Queryable } from "#app/db/client.server.ts";
import { messages, timelines } from "#app/db/schema/index.ts";
import { createId } from "#app/shared/ids.ts";
import { findTold, recordAnnouncements } from "#tests/announcements.ts";
import { isUniqueViolation } from "#app/platform/postgres/errors.server.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { editMessage } from "./edit-message.server.ts";
import { inOrder } from "./in-order.server.ts";
import { addReaction } from "./react-to-message.server.ts";
import { sendMessage } from "./send-message.server.ts";
import { announceMessage, writeSystemMessage } from "./system-message.server.ts";
import { writeMessages } from "./write-messages.server.ts";

withDatabase();

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

const createPeople = (count: number) => Promise.all(numbers(count).map(() => createPerson(people.ben)));

/** Messages of people in a channel, and its counters. */
async function readChannel(channelId: string) {
  const ofChannel = eq(messages.channelId, channelId);
  const rows = await db().select().from(messages).where(ofChannel).orderBy(messages.seq);
  const [timeline] = await db().select().from(timelines).where(eq(timelines.channelId, channelId));
  return { rows, texts: rows.filter(({ kind }) => kind === "text"), timeline };
}

/** Fails unless numbers, versions and times of a channel are what they promise to be. */
async function expectDense(channelId: string) {
  const { rows, texts, timeline } = await readChannel(channelId);
  expect(rows.map(({ seq }) => seq)).toEqual(numbers(rows.length));
  expect(texts.map(({ textNo }) => textNo)).toEqual(numbers(texts.length));
  expect(timeline).toMatchObject({ lastSeq: rows.length, lastTextNo: texts.length });
  const times = rows.map(({ createdAt }) => createdAt.getTime());
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  return { texts, version: timeline?.version ?? 0 };
}

test("two hundred sends at once by eight people in five channels: dense, none twice, each in its order", async () => {
  const persons = await createPeople(8);
  const rooms = await Promise.all(
    numbers(5).map(() => createChannel(persons[0]!, { members: persons.slice(1) })),
  );
  const announced = recordAnnouncements();
  const clientIds = numbers(200).map(() => createId());
  const answers = await Promise.all(
    clientIds.map((clientId, index) =>
      send(persons[index % 8]!, rooms[index % 5]!.id, `message ${index}`, clientId),
    ),
  );
  for (const { id } of rooms) {
    const { texts } = await expectDense(id);
    const sent = answers.filter(({ channelId }) => channelId === id);
    // They were asked for in this order, and so they are numbered, acknowledged and told.
    expect(texts.map((row) => row.clientId)).toEqual(
      clientIds.filter((_, index) => rooms[index % 5]!.id === id),
    );
    expect(texts.map((row) => row.seq)).toEqual(sent.map(({ seq }) => seq));
    expect(findTold(announced, id)).toEqual(sent);
  }
});

test("what comes while a write is under way goes into the next one, all of it", async () => {
  const persons = await createPeople(4);
  const room = await createChannel(persons[0]!, { members: persons.slice(1) });
  const before = await countCommits();
  await Promise.all(numbers(100).map((number) => send(persons[number % 4]!, room.id, `message ${number}`)));
  const { texts } = await expectDense(room.id);
  expect(texts).toHaveLength(100);
  expect(new Set(texts.map(({ createdAt }) => createdAt.getTime())).size).toBeLessThan(10);
  expect((await countCommits()) - before).toBeLessThan(10);
});

/** Transactions that wrote messages here. */
async function countCommits(): Promise<number> {
  const [row] = await db().execute<{ count: string }>(sql`select count(distinct xmin::text) from messages`);
  return Number(row?.count);
}

test("one message that the database refuses does not take the others with it", async () => {
  const [ada, ben] = [await createPerson(people.ada), await createPerson(people.ben)];
  const room = await createChannel(ada, { members: [ben] });
  const announced = recordAnnouncements();
  const bodies = numbers(20).map((number) => (number === 7 ? "no \u0000 goes in" : `message ${number}`));
  const answers = await Promise.allSettled(bodies.map((body) => send(ada, room.id, body)));
  expect(answers.flatMap(({ status }, index) => (status === "rejected" ? [index + 1] : []))).toEqual([7]);
  const { texts } = await expectDense(room.id);
  const kept = bodies.filter((_, index) => index !== 6);
  expect(texts.map(({ body }) => body)).toEqual(kept);
  expect(findTold(announced, room.id).map(({ body }) => body)).toEqual(kept);
});

test("who may not write is refused, and those in the same statement are not", async () => {
  const [ada, olga] = [await createPerson(people.ada), await createPerson(people.olga)];
  const [open, hidden] = [await createChannel(ada), await createChannel(ada, { kind: "private" })];
  const answers = await Promise.allSettled([
    send(ada, open.id, "one"),
    send(olga, open.id, "forbidden"),
    send(olga, hidden.id, "not found"),
    send(olga, createId(), "not found"),
    send(ada, hidden.id, "two"),
  ]);
  const codes = answers.map((answer) => (answer.status === "fulfilled" ? "ok" : answer.reason.code));
  expect(codes).toEqual(["ok", "forbidden", "not_found", "not_found", "ok"]);
});

test("the same message twice in one statement is one, and in another channel a conflict", async () => {
  const ada = await createPerson(people.ada);
  const [room, other] = [await createChannel(ada), await createChannel(ada)];
  const announced = recordAnnouncements();
  const clientId = createId();
  const ask = (channelId: string) => sendMessage(ada.actor, { channelId, clientId, body: "once" });
  const [first, second, elsewhere, after] = await Promise.allSettled([
    ask(room.id),
    ask(room.id),
    ask(other.id),
    send(ada, room.id, "after"),
  ]);
  expect(first).toMatchObject({ value: { isNew: true } });
  const message = first.status === "fulfilled" ? first.value.message : undefined;
  expect(second).toEqual({ status: "fulfilled", value: { message, isNew: false } });
  expect(elsewhere).toMatchObject({ reason: { code: "conflict" } });
  expect(after).toMatchObject({ value: { body: "after" } });
  expect(findTold(announced, room.id).map(({ body }) => body)).toEqual(["once", "after"]);
});

const PLAIN = {
  body: "elsewhere",
  parentId: null,
  quoteId: null,
  names: [],
  mentionAll: null,
  forwarded: null,
  fileIds: [],
  writesAnywhere: false,
  keepsUnread: false,
};

/** What another process sends at the same time, in one statement. */
function sendElsewhere(person: Person, list: { channelId: string; clientId: string }[]) {
  return writeMessages(list.map((each) => ({ ...PLAIN, ...each, authorId: person.id })));
}

test("the same messages from two processes at once are there once, and both are told of them", async () => {
  const ada = await createPerson(people.ada);
  const room = await createChannel(ada);
  for (let round = 0; round < 10; round++) {
    const clientIds = numbers(10).map(() => createId());
    const [here, there] = await Promise.allSettled([
      Promise.all(clientIds.map((clientId) => send(ada, room.id, "here", clientId))),
      sendElsewhere(
        ada,
        clientIds.map((clientId) => ({ channelId: room.id, clientId })),
      ),
    ]);
    expect(here.status).toBe("fulfilled");
    expect(there.status === "fulfilled" || isUniqueViolation(there.reason)).toBe(true);
  }
  const { texts } = await expectDense(room.id);
  expect(texts).toHaveLength(100);
});

test("sends, edits, reactions and what the system tells, from two processes at once, wait for each other in no circle", async () => {
  const persons = await createPeople(4);
  const rooms = await Promise.all(
    numbers(4).map(() => createChannel(persons[0]!, { members: persons.slice(1) })),
  );
  const firsts = await Promise.all(rooms.map(({ id }) => send(persons[0]!, id, "first")));
  const announced = recordAnnouncements();
  const acts = numbers(120).map((number) => {
    const [person, room, first] = [persons[number % 4]!, rooms[number % 3]!, firsts[number % 3]!];
    switch (number % 6) {
      case 0:
        return tellTopic(persons[0]!, room.id, `topic ${number}`);
      case 1:
        return editMessage(persons[0]!.actor, { messageId: first.id, body: `edit ${number}` });
      case 2:
        return addReaction(person.actor, { messageId: first.id, emoji: "👍" });
      case 3:
        return sendElsewhere(
          person,
          rooms.map(({ id }) => ({ channelId: id, clientId: createId() })).reverse(),
        );
      default:
        return send(person, room.id, `message ${number}`);
    }
  });
  const answers = await Promise.allSettled(acts);
  expect(answers.filter(({ status }) => status === "rejected")).toEqual([]);
  expect(await countDeadlocks()).toBe(0);
  for (const { id } of rooms) {
    await expectDense(id);
    const versions = findTold(announced, id).map(({ version }) => version);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  }
});

async function countDeadlocks(): Promise<number> {
  const [row] = await db().execute<{ deadlocks: string }>(
    sql`select deadlocks from pg_stat_database where datname = current_database()`,
  );
  return Number(row?.deadlocks);
}

function tellTopic(person: Person, channelId: string, topic: string) {
  return inOrder(channelId, async () => {
    const row = await db().transaction((transaction) =>
      writeSystemMessage(transaction, person.id, channelId, { type: "topic", topic }),
    );
    announceMessage(row);
  });
}

test("a channel that another process holds does not hold up the others", async () => {
  const ada = await createPerson(people.ada);
  const [held, free] = [await createChannel(ada), await createChannel(ada)];
  const gate = Promise.withResolvers<void>();
  const isHeld = Promise.withResolvers<void>();
  const holding = driver().begin(async (transaction) => {
    await transaction`select from timelines where channel_id = ${held.id} for update`;
    isHeld.resolve();
    await gate.promise;
  });
  await isHeld.promise;
  const waiting = send(ada, held.id, "waits");
  const together = send(ada, free.id, "came along with it");
  expect(await send(ada, (await createChannel(ada)).id, "goes")).toMatchObject({ body: "goes" });
  gate.resolve();
  await holding;
  expect(await Promise.all([waiting, together])).toMatchObject([
    { body: "waits" },
    { body: "came along with it" },
  ]);
});

test("a reply that names somebody writes the same rows in a channel of ten thousand as in one of ten", async () => {
  const [ada, ben] = [await createPerson(people.ada), await createPerson(people.ben)];
  const rooms = [await createChannel(ada, { members: [ben] }), await createChannel(ada, { members: [ben] })];
  const [small, large] = rooms.map(({ id }) => id) as [string, string];
  await addStrangers(small, 8);
  await addStrangers(large, 9998);
  const few = await countRowsOf(ada, ben, small);
  expect(few).toBeGreaterThan(3);
  expect(await countRowsOf(ada, ben, large)).toBe(few);
});

async function addStrangers(channelId: string, count: number): Promise<void> {
  await db().execute(sql`
    with added as (
      insert into users (id, username, display_name, email)
      select id, 'stranger-' || id, 'Stranger', id || '@parley.test'
      from (select gen_random_uuid() as id from generate_series(1, ${count}::int)) new returning id
    )
    insert into memberships (channel_id, user_id) select ${channelId}, id from added`);
}

/** Rows that the statement of a reply writes, as the database counts them. */
async function countRowsOf(author: Person, named: Person, channelId: string): Promise<number> {
  const root = await send(named, channelId, "root");
  const reply = { channelId, authorId: author.id, clientId: createId(), body: "reply", parentId: root.id };
  return db().transaction(async (transaction) => {
    const before = await countWrites(transaction);
    await writeMessages([{ ...PLAIN, ...reply, names: [named.username] }], transaction);
    return (await countWrites(transaction)) - before;
  });
}

/** Of this connection: its earlier transactions may be among them still. */
async function countWrites(transaction: Queryable): Promise<number> {
  const [row] = await transaction.execute<{ count: string }>(
    sql`select sum(n_tup_ins + n_tup_upd + n_tup_del) as count from pg_stat_xact_user_tables`,
  );
  return Number(row?.count);
}
