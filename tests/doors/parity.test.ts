import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";
import { createId } from "#app/shared/ids.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { createChannel, createDirect, createPerson, send, uniqueName } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { countRows, createWitness, listen, normalize, readRows, type Witness } from "./observe.ts";
import { withServer } from "./server.ts";
import type { Told } from "./socket-client.ts";
import { writes, type DoorName, type Outcome, type WriteName } from "./writes.ts";

withServer();

let ada: Witness, ben: Witness, cleo: Witness, olga: Witness;

beforeAll(async () => {
  [ada, ben, cleo, olga] = [
    await createWitness(people.ada),
    await createWitness(people.ben),
    await createWitness(people.cleo),
    await createWitness(people.olga),
  ];
});

/** What there is before each write: made anew for each door, so that all of them start from the same. */
interface Scene {
  by?: () => Witness;
  input: Record<string, unknown>;
  /** The conversation whose rows are compared. */
  channelId?: string;
}

interface Case {
  says: Outcome;
  /** What those who may know are told, in order; nobody is told of a write that is refused or changes nothing. */
  tells?: { ada?: Told["event"][]; ben?: Told["event"][] };
  scene: () => Promise<Scene>;
}

/** A channel of Ada and Ben with one message in it; Olga is in none. */
async function open(kind: "public" | "private" = "public"): Promise<ChannelView> {
  const channel = await createChannel(ada.person, { kind, members: kind === "public" ? [ben.person] : [] });
  await send(ada.person, channel.id, "The first one");
  return channel;
}

async function archive(): Promise<ChannelView> {
  const channel = await open();
  await db().update(channels).set({ archivedAt: new Date() }).where(eq(channels.id, channel.id));
  return channel;
}

function message(body: string, more = {}): () => Promise<Scene> {
  return async () => {
    const { id: channelId } = await open();
    return { input: { channelId, clientId: createId(), body, ...more }, channelId };
  };
}

function from(witness: () => Witness, channel: () => Promise<{ id: string }>): () => Promise<Scene> {
  return async () => {
    const { id: channelId } = await channel();
    return { by: witness, input: { channelId, clientId: createId(), body: "Hello" }, channelId };
  };
}

const nowhere = async () => ({ id: createId() });
const direct = () => createDirect(ada.person, [ben.person]);

const created: Case["tells"] = { ada: ["message:created"], ben: ["message:created"] };

const cases: Record<WriteName, Record<string, Case>> = {
  "send a message": {
    valid: { says: "ok", tells: created, scene: message("Hello\nwith é and 👩‍👩‍👧") },
    "of exactly 8,000 characters": { says: "ok", tells: created, scene: message("😀".repeat(8000)) },
    empty: { says: "invalid_input", scene: message("") },
    "of nothing visible": { says: "invalid_input", scene: message(" \n\t\u200b\u2060\ufeff ") },
    "too long": { says: "invalid_input", scene: message("x".repeat(8001)) },
    "with a malformed client id": { says: "invalid_input", scene: message("Hello", { clientId: "1" }) },
    "to a public channel one is not in": { says: "forbidden", scene: from(() => cleo, open) },
    "to somebody else's private channel": {
      says: "not_found",
      scene: from(
        () => cleo,
        () => open("private"),
      ),
    },
    "to somebody else's direct conversation": { says: "not_found", scene: from(() => cleo, direct) },
    "to no channel": { says: "not_found", scene: from(() => ada, nowhere) },
    "to an archived channel": { says: "gone", scene: from(() => ada, archive) },
    repeated: {
      says: "ok",
      scene: async () => {
        const { id: channelId } = await open();
        const clientId = createId();
        await send(ada.person, channelId, "Hello", clientId);
        return { input: { channelId, clientId, body: "Hello" }, channelId };
      },
    },
    "repeated in another channel": {
      says: "conflict",
      scene: async () => {
        const { id: channelId } = await open();
        const { clientId } = await send(ada.person, (await open()).id);
        return { input: { channelId, clientId, body: "Hello" }, channelId };
      },
    },
  },
  "create a channel": {
    valid: {
      says: "ok",
      tells: { ada: ["channel:joined"] },
      scene: async () => ({ input: { name: uniqueName("channel"), kind: "private", topic: "What for" } }),
    },
    "without a name": {
      says: "invalid_input",
      scene: async () => ({ input: { name: " \u200b", kind: "public" } }),
    },
    "with too long a name": {
      says: "invalid_input",
      scene: async () => ({ input: { name: "x".repeat(81), kind: "public" } }),
    },
    "with too long a topic": {
      says: "invalid_input",
      scene: async () => ({ input: { name: uniqueName("channel"), kind: "public", topic: "x".repeat(251) } }),
    },
    "of a kind there is not": {
      says: "invalid_input",
      scene: async () => ({ input: { name: uniqueName("channel"), kind: "direct" } }),
    },
    "with a taken name in another case": {
      says: "conflict",
      scene: async () => ({ input: { name: (await open()).name?.toUpperCase(), kind: "public" } }),
    },
  },
  "open a direct conversation": {
    "valid, with two others": {
      says: "ok",
      tells: { ada: ["channel:joined"], ben: ["channel:joined"] },
      // Somebody new each time: the same people have one conversation for ever.
      scene: async () => ({ input: { userIds: [ben.person.id, (await createPerson(people.cleo)).id] } }),
    },
    "repeated, in another order and with oneself": {
      says: "ok",
      scene: async () => {
        const newcomer = await createPerson(people.cleo);
        const { id: channelId } = await createDirect(ada.person, [ben.person, newcomer]);
        return { input: { userIds: [newcomer.id, ben.person.id, ada.person.id] }, channelId };
      },
    },
    "with nobody": { says: "invalid_input", scene: async () => ({ input: { userIds: [] } }) },
    "with oneself": { says: "invalid_input", scene: async () => ({ input: { userIds: [ada.person.id] } }) },
    "with nine others": {
      says: "invalid_input",
      scene: async () => ({ input: { userIds: Array.from({ length: 9 }, createId) } }),
    },
    "with a malformed id": { says: "invalid_input", scene: async () => ({ input: { userIds: ["ben"] } }) },
    "with somebody who is not there": {
      says: "not_found",
      scene: async () => ({ input: { userIds: [ben.person.id, createId()] } }),
    },
  },
  "join a channel": {
    valid: {
      says: "ok",
      tells: {
        ada: ["message:created", "channel:changed"],
        ben: ["message:created", "channel:changed"],
      },
      scene: from(() => cleo, open),
    },
    repeated: { says: "ok", scene: from(() => ben, open) },
    "that is private": {
      says: "not_found",
      scene: from(
        () => cleo,
        () => open("private"),
      ),
    },
    "that is a direct conversation": { says: "not_found", scene: from(() => cleo, direct) },
    "that is not there": { says: "not_found", scene: from(() => cleo, nowhere) },
    "that is archived": { says: "gone", scene: from(() => cleo, archive) },
  },
  "leave a channel": {
    valid: {
      says: "ok",
      tells: { ada: ["message:created", "channel:changed"], ben: ["channel:left"] },
      scene: from(() => ben, open),
    },
    "one is not in": { says: "forbidden", scene: from(() => cleo, open) },
    "that is private": {
      says: "not_found",
      scene: from(
        () => cleo,
        () => open("private"),
      ),
    },
    "that is a direct conversation": { says: "conflict", scene: from(() => ben, direct) },
    "that is not there": { says: "not_found", scene: from(() => ben, nowhere) },
  },
  "mark a channel read": {
    valid: {
      says: "ok",
      tells: { ada: ["receipt:changed"], ben: ["receipt:changed", "membership:changed"] },
      scene: async () => ({ ...(await marking()), by: () => ben }),
    },
    repeated: {
      says: "ok",
      scene: async () => {
        const scene = await marking();
        await writes["mark a channel read"].rest(ben, scene.input);
        return { ...scene, by: () => ben };
      },
    },
    "that is private": {
      says: "not_found",
      scene: async () => ({ ...(await marking("private")), by: () => cleo }),
    },
    "that is not there": {
      says: "not_found",
      scene: async () => ({ input: { channelId: createId(), seq: 1 } }),
    },
  },
};

async function marking(kind: "public" | "private" = "public"): Promise<Scene> {
  const { id: channelId } = await open(kind);
  return { input: { channelId, seq: 1 }, channelId };
}

/** One write through one door: the answer, what became of the rows, and what everybody who is connected was told. */
async function observe(door: DoorName, name: WriteName, makeScene: Case["scene"]) {
  const { by = () => ada, input, channelId } = await makeScene();
  const before = await countRows();
  const { result, told } = await listen([ada, ben, olga], () => writes[name][door](by(), input));
  const after = await countRows();
  const [toAda = [], toBen = [], toOlga = []] = told;
  const joined = toAda.find(({ event }) => event === "channel:joined")?.payload;
  const opened = (joined as { channel: ChannelView } | undefined)?.channel.id;
  return {
    code: result,
    toAda,
    toBen,
    toOlga,
    rows: await readRows(channelId ?? opened ?? createId()),
    added: Object.fromEntries(
      Object.entries(after).map(([table, count]) => [table, count - (before[table] ?? 0)]),
    ),
  };
}

/** What `listen` itself writes: two messages for each of the three, which prove that they are connected. */
const MARKERS = { channels: 0, memberships: 0, users: 0, messages: 6, versions: 6, marks: 6 };

describe.each(Object.entries(cases) as [WriteName, Record<string, Case>][])("%s", (name, list) => {
  test.each(Object.entries(list))(
    "%s: the same through form, REST and socket",
    async (_, { says, tells = {}, scene }) => {
      const form = await observe("form", name, scene);
      const rest = await observe("rest", name, scene);
      const socket = await observe("socket", name, scene);

      expect(normalize(rest)).toEqual(normalize(form));
      expect(normalize(socket)).toEqual(normalize(form));
      expect(form.code).toBe(says);
      expect(form.toAda.map(({ event }) => event)).toEqual(tells.ada ?? []);
      expect(form.toBen.map(({ event }) => event)).toEqual(tells.ben ?? []);
      for (const { toOlga } of [form, rest, socket]) expect(toOlga).toEqual([]);
      const isWritten = Object.keys(tells).length > 0;
      expect(isDeepStrictEqual(form.added, MARKERS)).toBe(!isWritten);
    },
  );
});
