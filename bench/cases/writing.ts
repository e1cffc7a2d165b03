import { auditRows } from "../audit.ts";
import { runInserts } from "../installation.ts";
import type { Caller } from "../load.ts";
import { authOf, makeChannel, makePeople, withPeople, type Person } from "../people.ts";
import { findVoids, summarize, type Outcome, type Pair, type Setting } from "./case.ts";

const WRITERS = 32;
const CLIENTS = 8;

/** Acknowledged messages a second over 50 channels, against rows inserted one by one. */
export function judgeWriting(setting: Setting): Promise<Outcome> {
  return judge(setting, "writing, 50 channels", 0.8, async (people) => {
    const channels: { id: string; members: Person[] }[] = [];
    for (let number = 0; number < 50; number++) {
      const members = [people[number % WRITERS]!, people[(number + 1) % WRITERS]!];
      channels.push({ id: await makeChannel(members), members });
    }
    return people.map((person) => {
      const mine = channels.filter(({ members }) => members.includes(person)).map(({ id }) => id);
      return { auth: authOf(person), writesTo: mine, hears: mine };
    });
  });
}

/** The same with everybody in one channel, whose numbers have no gaps. */
export function judgeHotChannel(setting: Setting): Promise<Outcome> {
  return judge(setting, "writing, one channel", 0.6, async (people) => {
    const id = await makeChannel(people);
    return people.map((person) => ({ auth: authOf(person), writesTo: [id], hears: [id] }));
  });
}

async function judge(
  { judged, generator, scale }: Setting,
  name: string,
  target: number,
  arrange: (people: Person[]) => Promise<Caller[]>,
): Promise<Outcome> {
  const pairs: Pair[] = [];
  const voids: string[] = [];
  const times = { warmUp: scale.duration / 4, duration: scale.duration };
  for (let pair = 0; pair < scale.pairs; pair++) {
    const { callers, channelIds, authorId } = await withPeople(judged.databaseUrl, async () => {
      const people = await makePeople(WRITERS);
      const anchors: string[] = [];
      for (let client = 0; client < CLIENTS; client++) anchors.push(await makeChannel([people[0]!]));
      return { callers: await arrange(people), channelIds: anchors, authorId: people[0]!.id };
    });
    const ours = await generator.run({ ...times, url: judged.url, callers, window: 1 }, () => {});
    voids.push(...findVoids(name, ours), ...(await auditRows(judged.databaseUrl, ours)));
    const theirs = await runInserts({ ...times, url: judged.databaseUrl, channelIds, authorId });
    pairs.push({ judged: ours.counted / ours.seconds, anchor: theirs.perSecond });
  }
  return summarize(name, "messages / s", pairs, { atLeast: target }, voids);
}
