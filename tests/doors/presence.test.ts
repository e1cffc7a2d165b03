import { beforeEach, describe, expect, test } from "vitest";
import { endSession } from "#app/domain/sessions/end-session.server.ts";
import { SECOND } from "#app/shared/time.ts";
import type { Presence } from "#app/shared/views.ts";
import {
  actorOf,
  createChannel,
  createDirect,
  createPerson,
  openSession,
  type Person,
} from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { createWitness, listen, type Witness } from "./observe.ts";
import { withSocketServer } from "./socket-server.ts";
import { connect, type Client } from "./socket-client.ts";

withSocketServer();

/** Ben shares a channel with Ada, Olga shares none with anybody. */
let ada: Person, ben: Witness, olga: Witness;

beforeEach(async () => {
  ada = await createPerson(people.ada);
  [ben, olga] = [await createWitness(people.ben), await createWitness(people.olga)];
  await createChannel(ben.person, { members: [ada] });
});

const patient = { timeout: 10 * SECOND };

/** What a client was told of somebody, in order. */
function heardOf({ id }: Person, client: Client): Presence[] {
  return client
    .heard("presence:changed")
    .filter(({ userId }) => userId === id)
    .map(({ presence }) => presence);
}

async function hears(client: Client, who: Person, presences: Presence[]): Promise<void> {
  await expect.poll(() => heardOf(who, client), patient).toEqual(presences);
}

/** What a client is answered that asks. */
async function seenBy(client: Client, { id }: Person): Promise<Presence | undefined> {
  const answer = await client.ask("user:find", { userIds: [id] });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.data[0]?.presence;
}

async function set(client: Client, status: "online" | "away" | "busy"): Promise<void> {
  expect(await client.ask("presence:set", { status })).toEqual({ ok: true, data: null });
}

const device = async (person: Person) => connect({ session: await openSession(person) });

test("who comes is heard by those who share a channel and by their own devices, and by nobody else", async () => {
  expect(await seenBy(ben.client, ada)).toBe("offline");
  const phone = await device(ada);
  await hears(ben.client, ada, ["online"]);
  await hears(phone, ada, ["online"]);
  expect(await seenBy(ben.client, ada)).toBe("online");
  // Olga is connected and hears what concerns her.
  await listen([olga], async () => undefined);
  await hears(olga.client, olga.person, ["online"]);
  expect(heardOf(ada, olga.client)).toEqual([]);
});

test("several who come at once are heard by each of their peers once", async () => {
  const crowd = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const person = await createPerson(people.cleo);
      await createDirect(person, [ben.person]);
      return person;
    }),
  );
  const room = await createChannel(ben.person, { members: crowd });
  expect(room.memberCount).toBe(1);
  await Promise.all(crowd.map(device));
  for (const person of crowd) await hears(ben.client, person, ["online"]);
  expect(crowd.flatMap((person) => heardOf(person, olga.client))).toEqual([]);
});

test("a person is as present as the best of their devices", async () => {
  const [phone, laptop] = [await device(ada), await device(ada)];
  await hears(ben.client, ada, ["online"]);
  await set(phone, "away");
  await set(laptop, "away");
  await hears(ben.client, ada, ["online", "away"]);
  await set(phone, "online");
  await hears(ben.client, ada, ["online", "away", "online"]);
  phone.socket.disconnect();
  await hears(ben.client, ada, ["online", "away", "online", "away"]);
  expect(await seenBy(ben.client, ada)).toBe("away");
});

describe("busy", () => {
  test("is the person's on every device, and stays until one of them says online", async () => {
    const [phone, laptop] = [await device(ada), await device(ada)];
    await hears(laptop, ada, ["online"]);
    await set(phone, "busy");
    await hears(laptop, ada, ["online", "busy"]);
    await hears(ben.client, ada, ["online", "busy"]);
    await set(phone, "away");
    await set(laptop, "away");
    expect(await seenBy(ben.client, ada)).toBe("busy");
    await set(laptop, "online");
    await hears(ben.client, ada, ["online", "busy", "online"]);
    await hears(phone, ada, ["online", "busy", "online"]);
  });

  test("is kept while they are away from all devices", async () => {
    const phone = await device(ada);
    await set(phone, "busy");
    await hears(ben.client, ada, ["busy"]);
    phone.socket.disconnect();
    await hears(ben.client, ada, ["busy", "offline"]);
    expect(await seenBy(ben.client, ada)).toBe("offline");
    await device(ada);
    await hears(ben.client, ada, ["busy", "offline", "busy"]);
  });
});

describe("who goes", () => {
  test("is offline a moment later, unless the page was only loaded again", async () => {
    const cleo = await createPerson(people.cleo);
    await createDirect(cleo, [ben.person]);
    const [first, other] = [await device(ada), await device(cleo)];
    for (const person of [ada, cleo]) await hears(ben.client, person, ["online"]);
    first.socket.disconnect();
    other.socket.disconnect();
    await device(ada);
    await hears(ben.client, cleo, ["online", "offline"]);
    expect(await seenBy(ben.client, cleo)).toBe("offline");
    expect(heardOf(ada, ben.client)).toEqual(["online"]);
  });

  test("is offline at once after logging out, while who only lost the connection still counts", async () => {
    const cleo = await createPerson(people.cleo);
    await createDirect(cleo, [ben.person]);
    const session = await openSession(ada);
    const [gone, lost] = [await connect({ session }), await device(cleo)];
    for (const person of [ada, cleo]) await hears(ben.client, person, ["online"]);
    lost.socket.disconnect();
    await endSession((await actorOf(session)).sessionId, "ended_by_user");
    await hears(ben.client, ada, ["online", "offline"]);
    expect(gone.socket.connected).toBe(false);
    expect(await seenBy(ben.client, cleo)).toBe("online");
    await hears(ben.client, cleo, ["online", "offline"]);
  });
});

test.each([{}, { status: "offline" }, { status: "" }, { status: ["busy"] }, null])(
  "%j is no status",
  async (payload) => {
    const answer = await ben.client.askAnything("presence:set", payload);
    expect(answer).toMatchObject({ ok: false, error: { code: "invalid_input" } });
  },
);
