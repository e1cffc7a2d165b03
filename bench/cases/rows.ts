import postgres from "postgres";
import { uuidv7 } from "uuidv7";
import { call } from "../../tests/faults/account.ts";
import { makeChannel, makePeople, withPeople, type Person } from "../people.ts";
import { summarize, type Outcome, type Pair, type Setting } from "./case.ts";

const MANY = 10_000;
const FEW = 10;
const SENDS = 200;

/** Bytes of write-ahead log for each message to 10,000 members, against ten. */
export async function judgeRows({ judged, scale }: Setting): Promise<Outcome> {
  const { author, large, small } = await withPeople(judged.databaseUrl, async () => {
    const people = await makePeople(FEW);
    const crowd = await addCrowd(judged.databaseUrl, MANY - FEW);
    const ids = { large: await makeChannel(people), small: await makeChannel(people) };
    await join(judged.databaseUrl, ids.large, crowd);
    return { author: people[0]!, ...ids };
  });
  const sql = postgres(judged.databaseUrl, { max: 1 });
  const pairs: Pair[] = [];
  try {
    await write(author, small);
    await write(author, large);
    for (let pair = 0; pair < scale.pairs; pair++)
      pairs.push({ judged: await weigh(large), anchor: await weigh(small) });
  } finally {
    await sql.end();
  }
  return summarize("write-ahead log of a send, 10,000 members", "bytes", pairs, { atMost: 1.05 }, []);

  async function weigh(channelId: string): Promise<number> {
    // Without one, the first change of each page after a checkpoint writes the whole page.
    await sql`checkpoint`;
    await write(author, channelId);
    const [before] = await sql<{ at: string }[]>`select pg_current_wal_insert_lsn() as at`;
    await write(author, channelId);
    const [after] = await sql<{ bytes: string }[]>`
      select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), ${before!.at}::pg_lsn) as bytes`;
    return Number(after!.bytes) / SENDS;
  }

  async function write({ session }: Person, channelId: string): Promise<void> {
    for (let number = 0; number < SENDS; number++) {
      const body = { body: `Row ${number}`, clientId: uuidv7() };
      await call(judged.url, "POST", `/channels/${channelId}/messages`, { token: session.accessToken, body });
    }
  }
}

/** People who never come: only their memberships count. */
async function addCrowd(databaseUrl: string, count: number): Promise<string[]> {
  const sql = postgres(databaseUrl, { max: 1 });
  const rows = await sql<{ id: string }[]>`
    insert into users (id, username, display_name)
    select gen_random_uuid(), 'crowd-' || substr(md5(random()::text), 1, 12) || n, 'Crowd ' || n
    from generate_series(1, ${count}::int) n returning id`;
  await sql.end();
  return rows.map(({ id }) => id);
}

async function join(databaseUrl: string, channelId: string, userIds: string[]): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 });
  await sql`insert into memberships (channel_id, user_id) select ${channelId}, unnest(${userIds}::uuid[])`;
  await sql`update channels set member_count = member_count + ${userIds.length} where id = ${channelId}`;
  await sql.end();
}
