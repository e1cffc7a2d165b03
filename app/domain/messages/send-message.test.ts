import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { memberships, messages, timelines } from "#app/db/schema/index.ts";
import { createId } from "#app/shared/ids.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send, sendMany } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { listMessages } from "./list-messages.server.ts";
import { sendMessage } from "./send-message.server.ts";

withDatabase();

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

async function readChannel(channelId: string) {
  const rows = await db()
    .select()
    .from(messages)
    .where(eq(messages.channelId, channelId))
    .orderBy(messages.seq);
  const [timeline] = await db().select().from(timelines).where(eq(timelines.channelId, channelId));
  return { rows, timeline };
}

test("two hundred sends at once by four authors are numbered without a gap, in the order of time", async () => {
  const authors = await Promise.all(
    [people.ada, people.ben, people.cleo, people.olga].map((profile) => createPerson(profile)),
  );
  const channel = await createChannel(authors[0]!, { members: authors.slice(1) });
  const answers = await Promise.all(
    numbers(200).map((number) => send(authors[number % 4]!, channel.id, `message ${number}`)),
  );

  const { rows, timeline } = await readChannel(channel.id);
  expect(rows.map(({ seq }) => seq)).toEqual(numbers(200));
  expect(rows.map(({ version }) => version)).toEqual(numbers(200));
  expect(timeline).toMatchObject({ lastSeq: 200, version: 200 });
  expect(answers.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(numbers(200));
  const times = rows.map(({ createdAt }) => createdAt.getTime());
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  for (const answer of answers)
    expect(rows[answer.seq - 1]).toMatchObject({ id: answer.id, body: answer.body });
});

test("the same message sent twenty times at once is one message, and every sender is told the same", async () => {
  const ada = await createPerson(people.ada);
  const channel = await createChannel(ada);
  const clientId = createId();
  const input = { channelId: channel.id, clientId, body: "once" };
  const answers = await Promise.all(numbers(20).map(() => sendMessage(ada.actor, input)));

  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(new Set(answers.map(({ message }) => JSON.stringify(message))).size).toBe(1);
  const { rows, timeline } = await readChannel(channel.id);
  expect(rows).toHaveLength(1);
  expect(timeline).toMatchObject({ lastSeq: 1, version: 1 });
  expect(await send(ada, channel.id, "the next")).toMatchObject({ seq: 2, version: 2 });
});

test("two people may choose the same client id", async () => {
  const [ada, ben] = [await createPerson(people.ada), await createPerson(people.ben)];
  const channel = await createChannel(ada, { members: [ben] });
  const clientId = createId();
  await send(ada, channel.id, "by Ada", clientId);
  expect(await send(ben, channel.id, "by Ben", clientId)).toMatchObject({ seq: 2, body: "by Ben" });
});

test("a refused send leaves no gap in the numbers", async () => {
  const [ada, olga] = [await createPerson(people.ada), await createPerson(people.olga)];
  const channel = await createChannel(ada);
  await expect(send(olga, channel.id)).rejects.toMatchObject({ code: "forbidden" });
  expect(await send(ada, channel.id)).toMatchObject({ seq: 1, version: 1 });
});

test("one's own message is read at once, by nobody else", async () => {
  const [ada, ben] = [await createPerson(people.ada), await createPerson(people.ben)];
  const channel = await createChannel(ada, { members: [ben] });
  await sendMany(ada, channel.id, 3);
  const rows = await db().select().from(memberships).where(eq(memberships.channelId, channel.id));
  const marks = Object.fromEntries(rows.map((row) => [row.userId, row.lastReadSeq]));
  expect(marks).toEqual({ [ada.id]: 3, [ben.id]: 0 });
});

test("pages of history reach both ends without overlap or omission", async () => {
  const ada = await createPerson(people.ada);
  const channel = await createChannel(ada);
  await sendMany(ada, channel.id, 25);
  const read = async (input: { before?: number; after?: number; around?: number }) => {
    const page = await listMessages(ada.actor, channel.id, { limit: 10, ...input });
    return { seqs: page.messages.map(({ seq }) => seq), hasOlder: page.hasOlder, hasNewer: page.hasNewer };
  };
  expect(await read({})).toEqual({ seqs: numbers(25).slice(15), hasOlder: true, hasNewer: false });
  expect(await read({ before: 16 })).toEqual({
    seqs: numbers(25).slice(5, 15),
    hasOlder: true,
    hasNewer: true,
  });
  expect(await read({ before: 6 })).toEqual({ seqs: numbers(5), hasOlder: false, hasNewer: true });
  expect(await read({ after: 20 })).toEqual({ seqs: numbers(25).slice(20), hasOlder: true, hasNewer: false });
  expect(await read({ around: 2 })).toEqual({ seqs: numbers(10), hasOlder: false, hasNewer: true });
});
