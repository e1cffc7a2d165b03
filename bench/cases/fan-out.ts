import { uuidv7 } from "uuidv7";
import { auditRows } from "../audit.ts";
import { startBare } from "../installation.ts";
import type { Caller } from "../load.ts";
import { readCpu } from "../measure.ts";
import { authOf, makeChannel, makePeople, withPeople } from "../people.ts";
import { findVoids, summarize, type Outcome, type Pair, type Setting } from "./case.ts";

const ROOM = 500;
const WRITERS = 8;
/** Messages a second: what is compared is CPU time, and at full speed the generator would be what is slow. */
const RATE = 100;

/** Deliveries per CPU-second of everything that is judged: server and database against Socket.IO that stores nothing. */
export async function judgeFanOut({ judged, generator, scale }: Setting): Promise<Outcome> {
  const pairs: Pair[] = [];
  const voids: string[] = [];
  const load = { warmUp: scale.duration / 4, duration: scale.duration, window: 1, rate: RATE };
  for (let pair = 0; pair < scale.pairs; pair++) {
    const { people, channelId } = await withPeople(judged.databaseUrl, async () => {
      const made = await makePeople(ROOM);
      return { people: made, channelId: await makeChannel(made) };
    });
    const arrange = (authorize: (index: number) => Record<string, unknown>, room: string): Caller[] =>
      people.map((_, index) => ({
        auth: authorize(index),
        writesTo: index < WRITERS ? [room] : [],
        hears: [room],
      }));

    let cpu = 0;
    const ours = await generator.run(
      { ...load, url: judged.url, callers: arrange((index) => authOf(people[index]!), channelId) },
      (moment) => (cpu = readCpu(judged.pids) - (moment === "end" ? cpu : 0)),
    );
    const perSecond = ours.deliveries === 0 ? 0 : (ours.counted * ROOM) / cpu;
    voids.push(...findVoids("fan-out", ours), ...(await auditRows(judged.databaseUrl, ours)));

    const bare = await startBare();
    const room = uuidv7();
    let bareCpu = 0;
    const theirs = await generator.run(
      {
        ...load,
        url: bare.url,
        callers: arrange((index) => ({ rooms: [room], userId: people[index]!.id }), room),
      },
      (moment) => (bareCpu = readCpu([bare.pid]) - (moment === "end" ? bareCpu : 0)),
    );
    bare.stop();
    voids.push(...findVoids("bare fan-out", theirs));
    pairs.push({ judged: perSecond, anchor: (theirs.counted * ROOM) / bareCpu });
  }
  return summarize("fan-out, room of 500", "deliveries / CPU-s", pairs, { atLeast: 0.85 }, voids);
}
