// The anchor for writing: rows of the same table, one by one, by eight clients with prepared statements. Nothing but the
// database's own promise to keep them. Or, with a rate, how long one such commit takes when there is time.
import { setTimeout } from "node:timers/promises";
import postgres from "postgres";
import { uuidv7 } from "uuidv7";
import { JUDGED_CORE, pin } from "./measure.ts";

interface Task {
  url: string;
  /** A channel of each client's own, so that none waits for another. */
  channelIds: string[];
  authorId: string;
  warmUp: number;
  duration: number;
  rate?: number;
}

pin(process.pid, JUDGED_CORE);
process.on("disconnect", () => process.exit());
process.once("message", (task: Task) => void work(task).then((result) => process.send?.(result)));

const BODY =
  "The third row is thin, I think the slugs found it first. Tape, please: the hedgehog drinks the beer.";

async function work({ url, channelIds, authorId, warmUp, duration, rate }: Task) {
  const sql = postgres(url, { max: channelIds.length });
  let isOver = false;
  let count = 0;
  const latencies: number[] = [];
  async function insert(channelId: string, seq: number): Promise<void> {
    const started = performance.now();
    await sql`
      insert into messages (id, channel_id, seq, version, text_no, author_id, client_id, body, created_at)
      values (${uuidv7()}, ${channelId}, ${seq}, ${seq}, ${seq}, ${authorId}, ${uuidv7()}, ${BODY}, clock_timestamp())`;
    count++;
    latencies.push(performance.now() - started);
  }
  async function writeOn(channelId: string): Promise<void> {
    const [row] = await sql<
      { last: string }[]
    >`select coalesce(max(seq), 0) as last from messages where channel_id = ${channelId}`;
    for (let seq = Number(row?.last) + 1; !isOver; seq++) {
      await insert(channelId, seq);
      if (rate) await setTimeout((1000 * channelIds.length) / rate);
    }
  }
  const writing = channelIds.map(writeOn);
  await setTimeout(warmUp);
  const [before, from] = [count, performance.now()];
  latencies.length = 0;
  await setTimeout(duration);
  const result = {
    perSecond: ((count - before) * 1000) / (performance.now() - from),
    latencies: [...latencies],
  };
  isOver = true;
  await Promise.all(writing);
  await sql.end();
  return result;
}
