// What the generator does, in a process and on a core of its own. See generator.ts.
import { setTimeout } from "node:timers/promises";
import { uuidv7 } from "uuidv7";
import { openWire, readCreated, type Wire } from "./wire.ts";

export interface Caller {
  auth: Record<string, unknown>;
  /** Where they write, in turns; none: they only listen. */
  writesTo: string[];
  /** Where they hear. */
  hears: string[];
}

export interface Load {
  url: string;
  callers: Caller[];
  /** Milliseconds of writing; what is under way then is waited for. */
  duration: number;
  /** Milliseconds before, which do not count. */
  warmUp: number;
  /** Messages that one writer has under way at most. */
  window: number;
  /** Messages a second of all writers together, sent by the clock; without it, as fast as they are acknowledged. */
  rate?: number;
  /** Each delivery is looked into when it comes, which costs the generator more than the delivery itself. */
  isTimed?: boolean;
}

export interface LoadResult {
  acknowledged: { clientId: string; channelId: string; seq: number }[];
  /** Acknowledged, and delivered to all who hear, while it counted. */
  counted: number;
  deliveries: number;
  /** Seconds that counted. */
  seconds: number;
  /** Milliseconds from the time at which each was to be sent to its last delivery. */
  latencies: number[];
  /** Everything that was not delivered once, in order and the same to all. */
  mismatches: string[];
  /** Of its own core, 0 to 1: near 1 the generator was what was slow. */
  generatorShare: number;
}

const BODY =
  "The third row is thin, I think the slugs found it first. Tape, please: the hedgehog drinks the beer.";

/** Tells when counting begins and ends, for those who read clocks elsewhere. */
export async function runLoad(
  load: Load,
  tell: (moment: "begin" | "end") => Promise<void>,
): Promise<LoadResult> {
  const listeners = load.callers.map(() => ({ frames: [] as Buffer[] }));
  const sentAt = new Map<string, number>();
  const heardAt = new Map<string, number>();
  let deliveries = 0;
  const wires: Wire[] = [];
  for (const [index, caller] of load.callers.entries()) {
    const { frames } = listeners[index]!;
    wires.push(
      await openWire(load.url, caller.auth, (frame) => {
        frames.push(frame);
        deliveries++;
        if (!load.isTimed) return;
        const now = performance.now();
        for (const { clientId } of readCreated(frame)) heardAt.set(clientId, now);
      }),
    );
  }

  const result: LoadResult = {
    acknowledged: [],
    counted: 0,
    deliveries: 0,
    seconds: 0,
    latencies: [],
    mismatches: [],
    generatorShare: 0,
  };
  let isOver = false;
  async function write(index: number, channelId: string, clientId = uuidv7()): Promise<void> {
    const answer = await wires[index]!.ask("message:send", { channelId, clientId, body: BODY });
    if (!answer.ok) result.mismatches.push(`refused: ${JSON.stringify(answer.error)}`);
    else result.acknowledged.push({ clientId, channelId, seq: (answer.data as { seq: number }).seq });
  }

  const writers = load.callers.flatMap(({ writesTo }, index) =>
    writesTo.length > 0 ? [{ index, writesTo }] : [],
  );
  async function writeInLoop({ index, writesTo }: (typeof writers)[number], offset: number): Promise<void> {
    for (let turn = offset; !isOver; turn++) await write(index, writesTo[turn % writesTo.length]!);
  }
  async function writeByClock(rate: number): Promise<void> {
    const start = performance.now();
    const under = new Set<Promise<void>>();
    for (let number = 0; !isOver; number++) {
      const due = start + (number * 1000) / rate;
      await setTimeout(Math.max(0, due - performance.now()));
      const writer = writers[number % writers.length]!;
      const clientId = uuidv7();
      // From when it was due, not from when we came to it: a late generator must not flatter the server.
      sentAt.set(clientId, due);
      const one = write(writer.index, writer.writesTo[number % writer.writesTo.length]!, clientId);
      under.add(one);
      void one.finally(() => under.delete(one));
    }
    await Promise.all(under);
  }

  const writing = load.rate
    ? [writeByClock(load.rate)]
    : writers.flatMap((writer) =>
        Array.from({ length: load.window }, (_, offset) => writeInLoop(writer, offset)),
      );
  await setTimeout(load.warmUp);
  await tell("begin");
  const [from, before, heardBefore, cpu] = [
    performance.now(),
    result.acknowledged.length,
    deliveries,
    process.cpuUsage(),
  ];
  await setTimeout(load.duration);
  result.seconds = (performance.now() - from) / 1000;
  const used = process.cpuUsage(cpu);
  result.generatorShare = (used.user + used.system) / 1e6 / result.seconds;
  result.counted = result.acknowledged.length - before;
  result.deliveries = deliveries - heardBefore;
  await tell("end");
  isOver = true;
  await Promise.all(writing);

  await waitUntilHeard(load, listeners, result);
  for (const [clientId, due] of load.isTimed ? sentAt : [])
    if (due >= from) result.latencies.push((heardAt.get(clientId) ?? Infinity) - due);
  for (const wire of wires) wire.close();
  return result;
}

/** What was acknowledged is heard by everybody who hears its channel: once, in order, and byte for byte the same. */
async function waitUntilHeard(
  load: Load,
  listeners: { frames: Buffer[] }[],
  result: LoadResult,
): Promise<void> {
  const expected = load.callers.map(({ hears }) => {
    const wanted = new Set(hears);
    return result.acknowledged.filter(({ channelId }) => wanted.has(channelId));
  });
  const deadline = Date.now() + 20_000;
  // The first of those who hear the same is read; the others have to have the same bytes.
  const read = new Map<string, { frames: Buffer[]; ids: string[] }>();
  for (const [index, { hears }] of load.callers.entries()) {
    const { frames } = listeners[index]!;
    const key = hears.join();
    const first = read.get(key);
    const findCreated = () => frames.filter(isCreated);
    const isMissing = () =>
      first
        ? findCreated().length < first.frames.length
        : findCreated().flatMap(readCreated).length < expected[index]!.length;
    while (Date.now() < deadline && isMissing()) await setTimeout(20);
    const created = findCreated();
    if (first) {
      const differs =
        created.length !== first.frames.length ||
        created.some((frame, place) => !frame.equals(first.frames[place]!));
      if (differs) result.mismatches.push(`listener ${index} was told something else than another one`);
      continue;
    }
    const messages = created.flatMap(readCreated);
    const ids = messages.map(({ clientId }) => clientId);
    read.set(key, { frames: created, ids });
    const unique = new Set(ids);
    if (unique.size !== ids.length) result.mismatches.push(`listener ${index} was told something twice`);
    const lost = expected[index]!.filter(({ clientId }) => !unique.has(clientId)).length;
    if (lost > 0) result.mismatches.push(`listener ${index} was not told of ${lost} messages`);
    const last = new Map<string, number>();
    for (const { channelId, seq } of messages) {
      if (seq !== (last.get(channelId) ?? seq - 1) + 1)
        result.mismatches.push(`listener ${index}: ${seq} after ${last.get(channelId)}`);
      last.set(channelId, seq);
    }
  }
}

/** Without parsing. */
function isCreated(frame: Buffer): boolean {
  return frame.subarray(2, 20).toString() === '["message:created"';
}
