import { uuidv7 } from "uuidv7";
import { auditRows } from "../audit.ts";
import { runInserts, startBare } from "../installation.ts";
import type { Caller } from "../load.ts";
import { findQuantile } from "../measure.ts";
import { authOf, makeChannel, makePeople, withPeople } from "../people.ts";
import { findVoids, summarize, type Outcome, type Pair, type Setting } from "./case.ts";

const PEOPLE = 1000;
const ROOM = 50;
const RATE = 40;
/** Milliseconds. */
const MOST = 25;

/** From the moment a message is due to its last delivery, against what bare Socket.IO and one commit take together. */
export async function judgeLatency({ judged, generator, scale }: Setting): Promise<Outcome> {
  const pairs: Pair[] = [];
  const voids: string[] = [];
  const times = { warmUp: scale.duration / 4, duration: scale.duration };
  const load = { ...times, window: 1, rate: RATE, isTimed: true };
  const { people, channelIds, anchors } = await withPeople(judged.databaseUrl, async () => {
    const made = await makePeople(PEOPLE);
    const rooms: string[] = [];
    for (let from = 0; from < PEOPLE; from += ROOM)
      rooms.push(await makeChannel(made.slice(from, from + ROOM)));
    const own: string[] = [];
    for (let client = 0; client < 8; client++) own.push(await makeChannel([made[0]!]));
    return { people: made, channelIds: rooms, anchors: own };
  });
  const arrange = (
    rooms: string[],
    authorize: (index: number, room: string) => Record<string, unknown>,
  ): Caller[] =>
    people.map((_, index) => {
      const room = rooms[Math.floor(index / ROOM)]!;
      return { auth: authorize(index, room), writesTo: index % ROOM === 0 ? [room] : [], hears: [room] };
    });
  for (let pair = 0; pair < scale.pairs; pair++) {
    const callers = arrange(channelIds, (index) => authOf(people[index]!));
    const ours = await generator.run({ ...load, url: judged.url, callers }, () => {});
    voids.push(...findVoids("latency", ours), ...(await auditRows(judged.databaseUrl, ours)));
    const bare = await startBare();
    const rooms = channelIds.map(() => uuidv7());
    const bareCallers = arrange(rooms, (index, room) => ({ rooms: [room], userId: people[index]!.id }));
    const theirs = await generator.run({ ...load, url: bare.url, callers: bareCallers }, () => {});
    bare.stop();
    voids.push(...findVoids("bare latency", theirs));
    const commits = await runInserts({
      ...times,
      url: judged.databaseUrl,
      channelIds: anchors,
      authorId: people[0]!.id,
      rate: RATE,
    });
    pairs.push({
      judged: findQuantile(ours.latencies, 0.99),
      anchor: findQuantile(theirs.latencies, 0.99) + findQuantile(commits.latencies, 0.99),
    });
  }
  const outcome = summarize("send to deliver, p99", "ms", pairs, { atMost: 1.5 }, voids);
  return { ...outcome, target: `<= 1.5 and <= ${MOST} ms`, isMet: outcome.isMet && outcome.judged <= MOST };
}
