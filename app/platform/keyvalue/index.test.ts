import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { setEnvironment } from "#tests/environment.ts";
import { captureLog } from "#tests/log.ts";
import { startRedis, type RedisServer } from "#tests/redis-process.ts";
import { EnvError } from "../env.server.ts";
import { findFreePort } from "../postgres/free-port.server.ts";
import { connectKeyValue, disconnectKeyValue, keyValue, keyValueSubscriber } from "./index.server.ts";

let redis: RedisServer | undefined;

afterEach(async () => {
  disconnectKeyValue();
  await redis?.stop();
  redis = undefined;
  setEnvironment();
});

/** Starts a Redis with a password and connects to it. */
async function connectToNewRedis(): Promise<RedisServer> {
  redis = await startRedis({ args: ["--requirepass", "hush-hush"] });
  setEnvironment({ REDIS_URL: redis.url.replace("//", "//:hush-hush@") });
  await connectKeyValue();
  return redis;
}

/** Why it does not start with this address. */
async function refusalOf(url: string): Promise<string> {
  setEnvironment({ REDIS_URL: url });
  const refusal: unknown = await connectKeyValue().catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(EnvError);
  expect(keyValue()).toBeUndefined();
  return (refusal as EnvError).message;
}

const back = { timeout: 10_000 };

test("without REDIS_URL there is none", async () => {
  await connectKeyValue();
  expect([keyValue(), keyValueSubscriber()]).toEqual([undefined, undefined]);
});

test("with REDIS_URL there is one, until it is disconnected", async () => {
  await connectToNewRedis();
  await keyValue()?.set("name", "value");
  expect(await keyValue()?.get("name")).toBe("value");
  disconnectKeyValue();
  expect(keyValue()).toBeUndefined();
});

describe("at the start one sentence names the setting, the place and the reason, but not the password, when", () => {
  const sentence = (port: number, reason: string) =>
    `REDIS_URL: cannot use the Redis at 127.0.0.1:${port} (${reason}). Parley needs Redis 7 or later.`;

  test("nobody listens", async () => {
    const port = await findFreePort();
    expect(await refusalOf(`redis://:hush-hush@127.0.0.1:${port}`)).toBe(sentence(port, "ECONNREFUSED"));
  });

  test.each([
    ["wrong", "//:open-sesame@", "WRONGPASS"],
    ["missing", "//", "NOAUTH"],
  ])("the password is %s", async (_name, who, reason) => {
    const port = await findFreePort();
    redis = await startRedis({ port, args: ["--requirepass", "hush-hush"] });
    expect(await refusalOf(redis.url.replace("//", who))).toBe(sentence(port, reason));
  });

  test.each([
    ["nothing", () => ""],
    ["nonsense", () => "HTTP/1.1 400 Bad Request\r\n\r\n"],
    [
      "like a Redis that is too old",
      (asked: string) => "-ERR unknown command\r\n".repeat(asked.split("*").length - 1),
    ],
  ])("who listens answers %s", async (_name, answer) => {
    const server = createServer((client) => {
      client.on("error", () => client.destroy());
      client.on("data", (asked) => client.write(answer(asked.toString())));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    expect(await refusalOf(`redis://:hush-hush@127.0.0.1:${port}`)).toMatch(
      /^REDIS_URL: cannot use the Redis at 127\.0\.0\.1:\d+ \([a-zA-Z ]+\)\. Parley needs Redis 7 or later\.$/,
    );
    server.close();
  });
});

describe("when Redis is lost", () => {
  test("commands fail at once, one line says so, and it comes back by itself", async () => {
    const server = await connectToNewRedis();
    const lines = captureLog();
    await server.stop();
    await expect.poll(() => lines.length, back).toBe(1);
    // Several attempts to reconnect fail meanwhile.
    for (let attempt = 0; attempt < 3; attempt++)
      await new Promise((resolve) => keyValue()?.once("reconnecting", resolve));
    await expect(keyValue()?.ping()).rejects.toThrow("writeable");
    expect(lines).toMatchObject([{ level: 50, door: "keyvalue", msg: expect.stringContaining("lost") }]);

    await server.restart();
    await expect.poll(() => lines.length, back).toBe(2);
    expect(lines[1]).toMatchObject({ level: 30, msg: expect.stringContaining("back") });
    expect(await keyValue()?.ping()).toBe("PONG");
    expect(JSON.stringify(lines)).not.toMatch(/hush-hush|redis:\/\//);

    await server.stop();
    await expect.poll(() => lines.length, back).toBe(3);
  });

  test("what waits for an answer is not kept waiting", async () => {
    const server = await connectToNewRedis();
    server.freeze();
    const pings = await Promise.allSettled([keyValue()!.ping(), keyValue()!.ping()]);
    expect(pings.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await expect(keyValue()?.ping()).rejects.toThrow("writeable");
  });

  test("disconnecting is quiet, also with a subscription under way", async () => {
    const server = await connectToNewRedis();
    const lines = captureLog();
    const subscriber = keyValueSubscriber()!;
    const ended = once(subscriber, "end");
    server.freeze();
    // As the socket server does: the answer is nobody's. Vitest fails when a rejection is not handled.
    void subscriber.ssubscribe("somewhere");
    disconnectKeyValue();
    await server.stop();
    await ended;
    expect(lines).toEqual([]);
  });
});
