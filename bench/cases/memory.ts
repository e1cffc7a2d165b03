import { uuidv7 } from "uuidv7";
import { setTimeout } from "node:timers/promises";
import { startBare } from "../installation.ts";
import { readMemory } from "../measure.ts";
import { authOf, makeChannel, makePeople, withPeople } from "../people.ts";
import { summarize, type Outcome, type Pair, type Setting } from "./case.ts";

const CONNECTIONS = 2000;
const PEOPLE = 100;
const CHANNELS = 20;
/** Milliseconds in which a process may tidy up before it is looked at. */
const SETTLE = 5000;

/** Bytes of resident memory for each connection that does nothing, in 20 channels. */
export async function judgeMemory({ judged, generator, scale }: Setting): Promise<Outcome> {
  const pairs: Pair[] = [];
  const people = await withPeople(judged.databaseUrl, async () => {
    const made = await makePeople(PEOPLE);
    for (let number = 0; number < CHANNELS; number++) await makeChannel(made);
    return made;
  });
  const rooms = Array.from({ length: CHANNELS }, () => uuidv7());
  const each = Array.from({ length: CONNECTIONS }, (_, index) => people[index % PEOPLE]!);

  async function weigh(pid: number, url: string, auths: Record<string, unknown>[]): Promise<number> {
    // What the first connections bring into being is not what each one costs.
    await generator.hold(url, auths.slice(0, PEOPLE));
    await setTimeout(SETTLE);
    const before = readMemory(pid);
    await generator.hold(url, auths.slice(PEOPLE));
    await setTimeout(SETTLE);
    const grown = readMemory(pid) - before;
    await generator.release();
    return grown / (auths.length - PEOPLE);
  }

  for (let pair = 0; pair < scale.pairs; pair++) {
    await judged.restart();
    const ours = await weigh(judged.serverPid, judged.url, each.map(authOf));
    const bare = await startBare();
    const auths = each.map((person) => ({ rooms, userId: person.id }));
    const theirs = await weigh(bare.pid, bare.url, auths);
    bare.stop();
    pairs.push({ judged: ours, anchor: theirs });
  }
  return summarize("memory of an idle connection", "bytes", pairs, { atMost: 1.25 }, []);
}
