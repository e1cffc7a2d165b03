// What a message costs must not depend on how many may read it.
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { memberships } from "#app/db/schema/index.ts";
import { createId } from "#app/shared/ids.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";

withDatabase();

let ada: Person;
let few: string, many: string;

beforeAll(async () => {
  ada = await createPerson(people.ada);
  few = (await createChannel(ada)).id;
  many = (await createChannel(ada)).id;
  await addCrowd(few, 9);
  await addCrowd(many, 9_999);
});

/** Members who never come. */
async function addCrowd(channelId: string, count: number): Promise<void> {
  const rows = await db().execute<{ id: string }>(sql`
    insert into users (id, username, display_name)
    select gen_random_uuid(), 'crowd-' || substr(${channelId}, 30) || n, 'Crowd ' || n
    from generate_series(1, ${count}::int) n returning id`);
  await db()
    .insert(memberships)
    .values(rows.map(({ id }) => ({ channelId, userId: id })));
}

/** Rows of each table that the transaction of this message wrote. */
async function countRowsOf(messageId: string): Promise<Record<string, number>> {
  const tables = await db().execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await db().execute<{ count: string }>(sql`
      select count(*) from ${sql.identifier(name)} where xmin = (select xmin from messages where id = ${messageId})`);
    if (Number(row?.count) > 0) counts[name] = Number(row?.count);
  }
  return counts;
}

async function measure(channelId: string, body: string): Promise<Record<string, number>> {
  const { message } = await sendMessage(ada.actor, { channelId, clientId: createId(), body });
  return countRowsOf(message.id);
}

test("a message writes its own row, the channel's counters and its author's marks, for 10 members and for 10,000", async () => {
  const cost = { messages: 1, timelines: 1, memberships: 1 };
  expect(await measure(few, "Hello")).toEqual(cost);
  expect(await measure(many, "Hello")).toEqual(cost);
});

test("so does one that names everybody", async () => {
  const cost = await measure(few, "@channel Hello");
  expect(cost).toMatchObject({ messages: 1, memberships: 1 });
  expect(await measure(many, "@channel Hello")).toEqual(cost);
});
