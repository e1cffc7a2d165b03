import postgres from "postgres";
import { call } from "../../tests/faults/account.ts";
import { findMedian } from "../measure.ts";
import { makeChannel, makePeople, withPeople } from "../people.ts";
import { summarize, type Outcome, type Pair, type Setting } from "./case.ts";

const SHORT = 10_000;
/** Pages that are read in one round. */
const PAGES = 200;

/** One page of 50 from anywhere in a long history, against the same in a short one. */
export async function judgeHistory({ judged, scale }: Setting): Promise<Outcome> {
  const { person, long, short } = await withPeople(judged.databaseUrl, async () => {
    const [made] = (await makePeople(1)) as [Awaited<ReturnType<typeof makePeople>>[number]];
    return { person: made, long: await makeChannel([made]), short: await makeChannel([made]) };
  });
  await fill(judged.databaseUrl, long, person.id, scale.history);
  await fill(judged.databaseUrl, short, person.id, SHORT);
  const token = person.session.accessToken;

  async function read(channelId: string, size: number): Promise<number> {
    const times: number[] = [];
    for (let page = 0; page < PAGES; page++) {
      const before = Math.floor((size / PAGES) * page) + 60;
      const started = performance.now();
      await call(judged.url, "GET", `/channels/${channelId}/messages?before=${before}`, { token });
      times.push(performance.now() - started);
    }
    return findMedian(times);
  }

  await read(long, scale.history);
  await read(short, SHORT);
  const pairs: Pair[] = [];
  for (let pair = 0; pair < scale.pairs; pair++)
    pairs.push({ judged: await read(long, scale.history), anchor: await read(short, SHORT) });
  return summarize(`history page in ${scale.history} messages`, "ms", pairs, { atMost: 1.3 }, []);
}

async function fill(databaseUrl: string, channelId: string, authorId: string, count: number): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await sql`
    insert into messages (id, channel_id, seq, version, text_no, author_id, client_id, body, created_at)
    select gen_random_uuid(), ${channelId}, n, n, n, ${authorId}, gen_random_uuid(), 'the hedgehog drinks the beer ' || n,
      now() - (${count}::int - n) * interval '1 second'
    from generate_series(1, ${count}::int) n`;
  await sql`update timelines set last_seq = ${count}, version = ${count}, last_text_no = ${count} where channel_id = ${channelId}`;
  await sql`vacuum analyze messages`;
  await sql.end();
}
