// One installation served by two processes, this one and another, that share a database and a Redis.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { joinChannel } from "#app/domain/memberships/join-channel.server.ts";
import { endSession } from "#app/domain/sessions/end-session.server.ts";
import { keyValue } from "#app/platform/keyvalue/index.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { databaseUrl } from "#tests/database.ts";
import { createChannel, openSession, send } from "#tests/factories.ts";
import { startOtherProcess, type OtherProcess } from "#tests/other-process.ts";
import { people } from "#tests/people.ts";
import { withRedis } from "#tests/redis-server.ts";
import { rest } from "./http-client.ts";
import { createWitness, listen, type Witness } from "./observe.ts";
import { serverUrl, setServerUrl } from "./server-address.ts";
import { withServer } from "./server.ts";
import { connect, refusal } from "./socket-client.ts";

const redis = withRedis();
withServer();

let other: OtherProcess;
/** Ada and Bela are members, connected here; Ben is one, Olga is none, both connected to the other process. */
let ada: Witness, bela: Witness, ben: Witness, olga: Witness, channel: ChannelView;

beforeAll(async () => {
  other = await startOtherProcess({ DATABASE_URL: databaseUrl(), REDIS_URL: redis().url });
});

afterAll(() => other.stop());

beforeEach(async () => {
  [ada, bela] = [await createWitness(people.ada), await createWitness(people.cleo)];
  [ben, olga] = await there(async () => [await createWitness(people.ben), await createWitness(people.olga)]);
  channel = await createChannel(ada.person, { members: [bela.person, ben.person] });
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

const text = () => ({ channelId: channel.id, clientId: createId(), body: "Hello" });
const back = { timeout: 15_000 };

test("a message sent here reaches the members on both processes once, and no outsider", async () => {
  const { result, told } = await listen([ada, bela, ben, olga], () => send(ada.person, channel.id));
  const event = { event: "message:created", payload: { message: result, version: 1 } };
  expect(told).toEqual([[event], [event], [event], []]);
});

test("a message sent there reaches the members on both processes once, and no outsider", async () => {
  const { told } = await listen([ada, ben, olga], async () => {
    expect(await ben.client.ask("message:send", text())).toMatchObject({ ok: true });
    await expect.poll(() => ada.client.heard("message:created").at(-1)?.message.channelId).toBe(channel.id);
  });
  expect(told).toMatchObject([[{ event: "message:created" }], [{ event: "message:created" }], []]);
});

test("who joins here hears the channel there from then on, and who leaves hears nothing more", async () => {
  const joined = await listen([ben, olga], async () => {
    await joinChannel(olga.person.actor, channel.id);
    await leaveChannel(ben.person.actor, channel.id);
    await send(ada.person, channel.id);
  });
  const events = joined.told.map((told) => told.map(({ event }) => event));
  expect(events).toEqual([
    ["message:created", "channel:changed", "channel:left"],
    [
      "channel:joined",
      "message:created",
      "channel:changed",
      "message:created",
      "channel:changed",
      "message:created",
    ],
  ]);
});

test("a session that ends here is told so there before its connection closes; nobody else's closes", async () => {
  const phone = await there(async () => connect({ session: await openSession(ben.person) }));
  const heard: string[] = [];
  ben.client.socket.onAny((event: string) => {
    // Who comes and goes meanwhile is told at its own time.
    if (event !== "presence:changed") heard.push(event);
  });
  ben.client.socket.on("disconnect", (reason) => heard.push(reason));

  const answer = await rest(ben.person, "DELETE", `/me/sessions/${ben.person.actor.sessionId}`);
  expect(answer.status).toBe(204);

  await expect.poll(() => heard).toEqual(["session:ended", "io server disconnect"]);
  expect(ben.client.heard("session:ended")).toEqual([{ reason: "ended_by_user" }]);
  const { told } = await listen([olga], () => send(ada.person, channel.id));
  expect(told).toEqual([[]]);
  expect([phone.socket.connected, olga.client.socket.connected]).toEqual([true, true]);
  expect(phone.heard("session:ended")).toEqual([]);
  expect(phone.heard("message:created")).toHaveLength(1);
});

describe("while Redis is away", () => {
  test("each process serves its own people, health says so, and afterwards everybody catches up", async () => {
    await redis().stop();
    await expect.poll(() => keyValue()?.status, back).not.toBe("ready");

    const { told } = await listen([ada, bela], () => send(ada.person, channel.id));
    expect(told).toMatchObject([[{ event: "message:created" }], [{ event: "message:created" }]]);
    expect(await ben.client.ask("message:send", text())).toMatchObject({ ok: true });
    const health = await fetch(`${serverUrl()}/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({
      status: "ok",
      checks: { database: "ok", keyvalue: "down", search: "ok", storage: "ok" },
    });
    // Nobody can tell the other process, so its connections stay for now.
    await endSession(ben.person.actor.sessionId, "ended_by_admin");
    expect(ben.client.socket.connected).toBe(true);

    const gone: string[] = [];
    for (const { client } of [ada, ben, olga]) client.socket.on("disconnect", (reason) => gone.push(reason));
    await redis().restart();
    // The kind of end after which clients come back by themselves and ask for what they missed.
    await expect.poll(() => gone, back).toEqual(Array(3).fill("transport close"));
    const token = ben.person.session.accessToken;
    expect(await there(() => refusal({ auth: { token } }))).toMatchObject({ code: "unauthenticated" });
    await expect
      .poll(async () => (await fetch(`${serverUrl()}/health`)).json())
      .toMatchObject({
        checks: { keyvalue: "ok" },
      });

    await joinChannel(olga.person.actor, channel.id);
    // Asked until it works: either process may still be closing what the other says was missed.
    async function countHeardAgain(): Promise<number> {
      const again = await there(() => connect(olga.person));
      await send(ada.person, channel.id, "We are back");
      await again.ask("user:find", { userIds: [] });
      return again.heard("message:created").length;
    }
    await expect.poll(countHeardAgain, back).toBe(1);
  });
});
