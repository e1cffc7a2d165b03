import { readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { withDatabase } from "#tests/database.ts";
import { send } from "#tests/factories.ts";
import { ACTS } from "#tests/model/acts.ts";
import type { Fate } from "#tests/model/client.ts";
import { comeBack, DEVICE_ACTS } from "#tests/model/device-acts.ts";
import { expectFresh, expectFreshChannels } from "#tests/model/expectations.ts";
import { createDraw, readScene } from "#tests/model/scene.ts";
import { count, type Tally } from "#tests/model/tally.ts";
import { createWorld, type World } from "#tests/model/world.ts";

withDatabase();

/** Plays that failed once, and come first now. */
const SEEDS = "tests/model/seeds.json";
/** PARLEY_MODEL_RUNS=1000 plays for half an hour. */
const RUNS = Number(process.env["PARLEY_MODEL_RUNS"] ?? 10);

type ActName = keyof typeof ACTS | keyof typeof DEVICE_ACTS;
const DO = { ...ACTS, ...DEVICE_ACTS };

/** How often each thing is done in a play: in any order, so that every play has some of each. */
const TIMES: Record<ActName, number> = {
  send: 4,
  mention: 5,
  reply: 4,
  quote: 2,
  edit: 3,
  unname: 4,
  delete: 3,
  react: 2,
  unreact: 1,
  pin: 2,
  unpin: 1,
  read: 2,
  unread: 3,
  readAll: 1,
  deliver: 1,
  set: 2,
  join: 1,
  leave: 1,
  add: 1,
  remove: 1,
  role: 1,
  rename: 1,
  topic: 1,
  readOnly: 1,
  hearLate: 4,
  hearAnswer: 4,
  askSync: 2,
  askNewest: 3,
  askAround: 1,
  askOlder: 3,
  askNewer: 2,
  beOvertaken: 3,
  readHere: 2,
  unreadHere: 2,
  disconnect: 2,
  comeBack: 3,
};
const NAMES = Object.keys(TIMES) as ActName[];
const DECK = NAMES.flatMap((name) => Array.from({ length: TIMES[name] }, () => name));
/** What has to come of it, beside the acts. */
const HAPPENINGS = [
  "event lost",
  "event out of order",
  "gap",
  "newest page",
  "version put back",
  "mention taken back",
];

const fate = fc.constantFrom<Fate>(
  "arrives",
  "arrives",
  "arrives",
  "arrives",
  "lost",
  "late",
  "late",
  "twice",
);
const play = fc.record({
  names: fc.shuffledSubarray(DECK, { minLength: DECK.length }),
  fates: fc.array(fate, { minLength: 11, maxLength: 31, size: "max" }),
  maxBehind: fc.constantFrom(3, 3, undefined),
  /** Everything else follows from it. */
  choice: fc.noBias(fc.nat()),
});
type Play = typeof play extends fc.Arbitrary<infer T> ? T : never;

async function playOnce({ names, fates, maxBehind, choice }: Play, tally: Tally): Promise<void> {
  const world = await createWorld({ fates, maxBehind, tally });
  const draw = createDraw(choice);
  for (const name of names) {
    const mentions = listMentions(world);
    const done = DO[name](await readScene(world, draw));
    await done;
    if (done) count(tally, name);
    for (const client of [world.faithful, world.watchful]) if (client.hasGap) await client.sync(maxBehind);
    await expectFreshChannels(world.faithful, { isLive: true });
    if (hasTakenBack(world, mentions)) count(tally, "mention taken back");
  }
  await expectFresh(world.faithful, { isLive: true });
  await expectNoticed(world);
  for (const [place, client] of world.clients.entries()) await comeBack(client, maxBehind, place % 2 === 0);
}

/** What was missed is asked for at the latest when something more is told. */
async function expectNoticed({ channelIds, watchful }: World): Promise<void> {
  watchful.hearAllLate();
  watchful.fates = ["arrives"];
  for (const channelId of channelIds) await send(watchful.person, channelId);
  if (watchful.hasGap) await watchful.sync();
  await expectFresh(watchful, { isLive: true });
}

/** Numbers of unread messages that name the faithful person, by channel. */
function listMentions({ faithful }: World): Map<string, number[]> {
  return new Map(
    [...faithful.state.channels].map(([id, { membership }]) => [id, membership?.mentionSeqs ?? []]),
  );
}

/** Whether a message names the faithful person no more, though it is still unread. */
function hasTakenBack({ faithful }: World, before: Map<string, number[]>): boolean {
  return [...faithful.state.channels].some(([id, { membership }]) =>
    before
      .get(id)
      ?.some((seq) => membership && seq > membership.lastReadSeq && !membership.mentionSeqs.includes(seq)),
  );
}

const tally: Tally = new Map();
const property = fc.asyncProperty(play, (one) => playOnce(one, tally));

test("stale state, events lost, doubled and out of order, and a catch-up make the fresh state", async () => {
  const known = JSON.parse(readFileSync(SEEDS, "utf8")) as { seed: number; path: string }[];
  for (const place of known) await fc.assert(property, { ...place, numRuns: 1, endOnFailure: true });
  tally.clear();
  const { failed, seed, counterexamplePath, errorInstance } = await fc.check(property, {
    numRuns: RUNS,
    endOnFailure: true,
  });
  if (failed) {
    const place = { seed, path: counterexamplePath };
    writeFileSync(SEEDS, `${JSON.stringify([...known, place])}\n`);
    throw new Error(`Failed at ${JSON.stringify(place)}`, { cause: errorInstance });
  }
  // A test in which nothing happens finds nothing.
  const rare = [...NAMES, ...HAPPENINGS].filter((name) => (tally.get(name) ?? 0) < RUNS / 4);
  expect(rare).toEqual([]);
}, 3_600_000);
