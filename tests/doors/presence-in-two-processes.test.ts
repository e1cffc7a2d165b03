// Who is there and who types, in an installation served by this process and another that share a database and a Redis.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { keyValue } from "#app/platform/keyvalue/index.server.ts";
import { createId } from "#app/shared/ids.ts";
import { SECOND } from "#app/shared/time.ts";
import type { ChannelView, Presence } from "#app/shared/views.ts";
import { databaseUrl } from "#tests/database.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createChannel, createPerson, openSession, type Person } from "#tests/factories.ts";
import { startOtherProcess, type OtherProcess } from "#tests/other-process.ts";
import { people } from "#tests/people.ts";
import { withRedis } from "#tests/redis-server.ts";
import { createWitness, listen, type Witness } from "./observe.ts";
import { serverUrl, setServerUrl } from "./server-address.ts";
import { withSocketServer } from "./socket-server.ts";
import { connect, type Client } from "./socket-client.ts";

const redis = withRedis();
withSocketServer();

const limits = { RATE_LIMIT_SCALE: "1" };
let other: OtherProcess;
/** Ada and Ben share a channel; Ada is connected here, Ben to the other process. Olga is an outsider on both. */
let ada: Witness, ben: Witness, olga: Witness, olgaThere: Client, channel: ChannelView;

async function startOther(): Promise<OtherProcess> {
  return startOtherProcess({ DATABASE_URL: databaseUrl(), REDIS_URL: redis().url, ...limits });
}

beforeAll(async () => {
  other = await startOther();
});

afterAll(() => other.stop());

beforeEach(async () => {
  ada = await createWitness(people.ada);
  ben = await there(() => createWitness(people.ben));
  olga = await createWitness(people.olga);
  olgaThere = await there(async () => connect({ session: await openSession(olga.person) }));
  channel = await createChannel(ada.person, { members: [ben.person] });
});

/** Whoever connects meanwhile connects to the other process. */
async function there<T>(act: () => Promise<T>): Promise<T> {
  const here = serverUrl();
  setServerUrl(other.url);
  try {
    return await act();
  } finally {
    setServerUrl(here);
  }
}

const quick = { timeout: 10 * SECOND };
/** The lease of a dead process ends before. */
const slow = { timeout: 30 * SECOND };

function heardOf({ id }: Person, client: Client): Presence[] {
  return client
    .heard("presence:changed")
    .filter(({ userId }) => userId === id)
    .map(({ presence }) => presence);
}

async function seenBy(client: Client, { id }: Person): Promise<Presence | undefined> {
  const answer = await client.ask("user:find", { userIds: [id] });
  return answer.ok ? answer.data[0]?.presence : undefined;
}

test("what people are, wherever they are connected, is seen and heard on both processes, and by no outsider", async () => {
  await expect.poll(() => seenBy(ada.client, ben.person), quick).toBe("online");
  await expect.poll(() => seenBy(ben.client, ada.person), quick).toBe("online");

  await ben.client.ask("presence:set", { status: "away" });
  await expect.poll(() => heardOf(ben.person, ada.client).at(-1), quick).toBe("away");
  const phone = await connect({ session: await openSession(ben.person) });
  await expect.poll(() => heardOf(ben.person, ben.client).at(-1), quick).toBe("online");
  await phone.ask("presence:set", { status: "busy" });
  await expect.poll(() => heardOf(ben.person, ada.client).at(-1), quick).toBe("busy");
  await expect.poll(() => heardOf(ben.person, ben.client).at(-1), quick).toBe("busy");
  await ben.client.ask("presence:set", { status: "online" });
  await expect.poll(() => heardOf(ben.person, phone).at(-1), quick).toBe("online");

  await listen([olga], async () => undefined);
  expect(heardOf(olga.person, olga.client)).toContain("online");
  expect([...heardOf(ben.person, olga.client), ...heardOf(ben.person, olgaThere)]).toEqual([]);
});

test("typing is heard on both processes, and by no outsider", async () => {
  const typing = { channelId: channel.id, typing: true };
  const told = [{ event: "typing:changed", payload: { ...typing, userId: ben.person.id } }];
  const heard = await listen([ada, olga], async () => {
    await ben.client.ask("typing:start", { channelId: channel.id });
    await expect.poll(() => ada.client.told.at(-1), quick).toEqual(told[0]);
  });
  expect(heard.told).toEqual([told, []]);
  await ada.client.ask("typing:start", { channelId: channel.id });
  await expect
    .poll(() => ben.client.heard("typing:changed"), quick)
    .toEqual([{ ...typing, userId: ada.person.id }]);
  expect(olgaThere.heard("typing:changed")).toEqual([]);
});

test("messages of one person through both processes are counted together", async () => {
  const phone = await connect({ session: await openSession(ben.person) });
  setEnvironment(limits);
  const send = (client: Client) =>
    client.ask("message:send", { channelId: channel.id, clientId: createId(), body: "Hello" });
  const answers = await Promise.all(
    [phone, ben.client].flatMap((client) => Array.from({ length: 10 }, () => send(client))),
  );
  setEnvironment();
  const accepted = answers.filter(({ ok }) => ok).length;
  expect(accepted).toBeGreaterThanOrEqual(10);
  expect(accepted).toBeLessThan(20);
});

test("a process that starts knows at once who is connected to the others", async () => {
  await expect.poll(() => seenBy(ben.client, ada.person), quick).toBe("online");
  const third = await startOther();
  const visitor = await createPerson(people.cleo);
  const here = serverUrl();
  setServerUrl(third.url);
  const client = await connect(visitor);
  setServerUrl(here);
  expect(await seenBy(client, ada.person)).toBe("online");
  expect(await seenBy(client, visitor)).toBe("online");
  await third.stop();
});

test("while Redis is away each process knows its own people, and when it is back all of them again", async () => {
  await expect.poll(() => seenBy(ada.client, ben.person), quick).toBe("online");
  await redis().stop();
  await expect.poll(() => keyValue()?.status, quick).not.toBe("ready");
  const phone = await connect({ session: await openSession(ada.person) });
  await phone.ask("presence:set", { status: "busy" });
  await expect.poll(() => heardOf(ada.person, ada.client).at(-1), quick).toBe("busy");
  // What was last heard of the others counts until their lease ends.
  await expect.poll(() => heardOf(ben.person, ada.client).at(-1), slow).toBe("offline");

  await redis().restart();
  // Clients lose their connections then, and come back; these ones not by themselves.
  await expect.poll(() => ada.client.socket.connected, quick).toBe(false);
  await expect.poll(() => ben.client.socket.connected, quick).toBe(false);
  const [again, benAgain] = await reconnect();
  await expect.poll(() => seenBy(again, ben.person), slow).toBe("online");
  await expect.poll(() => seenBy(benAgain, ada.person), slow).toBe("busy");
}, 90_000);

async function reconnect(): Promise<[Client, Client]> {
  let clients: [Client, Client] | undefined;
  await expect
    .poll(async () => {
      const here = await connect({ session: await openSession(ada.person) }).catch(() => null);
      const elsewhere = await there(async () => connect({ session: await openSession(ben.person) })).catch(
        () => null,
      );
      // The processes may still be closing what the other says was missed.
      await here?.ask("user:find", { userIds: [] }).catch(() => null);
      if (!here?.socket.connected || !elsewhere?.socket.connected) return false;
      clients = [here, elsewhere];
      return true;
    }, slow)
    .toBe(true);
  return clients!;
}

test("the people of a process that was killed are offline before long, and nobody else is", async () => {
  const cleo = await createPerson(people.cleo);
  const both = await createChannel(ada.person, { members: [cleo] });
  expect(both.id).not.toBe(channel.id);
  await connect(cleo);
  await there(async () => connect({ session: await openSession(cleo) }));
  await expect.poll(() => heardOf(cleo, ada.client).at(-1), quick).toBe("online");
  await expect.poll(() => seenBy(ada.client, ben.person), quick).toBe("online");
  await other.kill();
  await expect.poll(() => heardOf(ben.person, ada.client).at(-1), slow).toBe("offline");
  expect(await seenBy(ada.client, ben.person)).toBe("offline");
  expect(heardOf(cleo, ada.client)).toEqual(["online"]);
  expect(heardOf(ben.person, olga.client)).toEqual([]);
});
