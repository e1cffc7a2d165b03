import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { AppError } from "#app/shared/errors.ts";
import { SECOND } from "#app/shared/time.ts";
import { setEnvironment } from "#tests/environment.ts";
import { startOtherProcess, type OtherProcess } from "#tests/other-process.ts";
import { withRedis } from "#tests/redis-server.ts";
import { keyValue } from "./keyvalue/index.server.ts";
import { consumeLimit, forgetLimit, hasRoom } from "./rate-limit.server.ts";

afterEach(() => setEnvironment());

const back = { timeout: 15_000 };
const refused = { code: "rate_limited" };

/** How often one may before being refused, and the refusal. */
async function exhaust(key: string): Promise<{ allowed: number; refusal: AppError }> {
  for (let allowed = 0; allowed < 1000; allowed++) {
    try {
      await consumeLimit("write by user", key);
    } catch (refusal) {
      return { allowed, refusal: refusal as AppError };
    }
  }
  throw new Error("There is no limit.");
}

/** What holds wherever it is counted. */
function describeLimits(elapse: (milliseconds: number) => Promise<void>): void {
  test("after so many uses the next is refused with the seconds to wait, and after these it is let through", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "1" });
    const { allowed, refusal } = await exhaust("ada");
    expect(allowed).toBe(600);
    expect(refusal).toMatchObject({ code: "rate_limited", retryAfter: expect.any(Number) });
    expect(refusal.retryAfter).toBeGreaterThan(0);
    expect(refusal.retryAfter).toBeLessThanOrEqual(10);
    await elapse(10 * SECOND);
    await expect(consumeLimit("write by user", "ada")).resolves.toBeUndefined();
  });

  test("one's limit is nobody else's, and no other limit's", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.01" });
    await exhaust("cleo");
    await expect(consumeLimit("write by user", "ben")).resolves.toBeUndefined();
    await expect(consumeLimit("read by user", "cleo")).resolves.toBeUndefined();
  });

  test.each([
    ["0.1", 60],
    ["0.0001", 1],
  ])("RATE_LIMIT_SCALE=%s allows %i uses", async (scale, uses) => {
    setEnvironment({ RATE_LIMIT_SCALE: scale });
    expect((await exhaust(`scaled by ${scale}`)).allowed).toBe(uses);
  });

  test("RATE_LIMIT_SCALE=0 switches limits off", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0" });
    await expect(exhaust("anybody")).rejects.toThrow("There is no limit.");
    expect(await hasRoom("write by user", "anybody")).toBe(true);
    await expect(forgetLimit("write by user", "anybody")).resolves.toBeUndefined();
  });

  test("there is room until the last use, and asking takes none of it", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "1" });
    for (let use = 0; use < 3; use++) {
      for (let ask = 0; ask < 5; ask++) expect(await hasRoom("reset by account", "dora")).toBe(true);
      await consumeLimit("reset by account", "dora");
    }
    expect(await hasRoom("reset by account", "dora")).toBe(false);
    expect(await hasRoom("reset by account", "emil")).toBe(true);
    await expect(consumeLimit("reset by account", "dora")).rejects.toMatchObject(refused);
    await elapse(3600 * SECOND);
    expect(await hasRoom("reset by account", "dora")).toBe(true);
  });

  test("what is forgotten counts from nothing, and only that", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.0001" });
    await consumeLimit("log-in by account", "fritz");
    await consumeLimit("log-in by account", "greta");
    await forgetLimit("log-in by account", "fritz");
    await expect(consumeLimit("log-in by account", "fritz")).resolves.toBeUndefined();
    await expect(consumeLimit("log-in by account", "greta")).rejects.toMatchObject(refused);
  });

  test("a bucket lets so many through at once, then one per interval, and fills up again", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "1" });
    const use = (key = "mia") => consumeLimit("message by user", key);
    for (let times = 0; times < 10; times++) await use();
    await expect(use()).rejects.toMatchObject({ code: "rate_limited", retryAfter: 1 });
    await expect(use("nora")).resolves.toBeUndefined();
    await elapse(SECOND);
    await use();
    await expect(use()).rejects.toMatchObject(refused);
    await elapse(10 * SECOND);
    for (let times = 0; times < 10; times++) await use();
    await expect(use()).rejects.toMatchObject(refused);
  });

  test("RATE_LIMIT_SCALE multiplies the size of a bucket and its pace", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.2" });
    const use = () => consumeLimit("message by user", "otto");
    await use();
    await use();
    await expect(use()).rejects.toMatchObject({ code: "rate_limited", retryAfter: 5 });
    await elapse(5 * SECOND);
    await expect(use()).resolves.toBeUndefined();
    setEnvironment({ RATE_LIMIT_SCALE: "0" });
    for (let times = 0; times < 200; times++) await use();
  });

  test("addresses of one IPv6 network count as one, those of another do not", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.0001" });
    const neighbour = "2001:db8:1:2:aaaa:bbbb:cccc:dddd";
    await consumeLimit("sign-up by address", "2001:db8:1:2::1");
    await expect(consumeLimit("sign-up by address", neighbour)).rejects.toMatchObject(refused);
    expect(await hasRoom("sign-up by address", neighbour)).toBe(false);
    await expect(consumeLimit("sign-up by address", "2001:db8:1:3::1")).resolves.toBeUndefined();
    await expect(consumeLimit("sign-up by address", "192.0.2.1")).resolves.toBeUndefined();
    await expect(consumeLimit("sign-up by address", "192.0.2.2")).resolves.toBeUndefined();
    await forgetLimit("sign-up by address", neighbour);
    expect(await hasRoom("sign-up by address", "2001:db8:1:2::1")).toBe(true);
  });

  test.each(["", "a:b*", "\0", "\ud800", "é".repeat(10_000)])("any key is counted: %j", async (key) => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.0001" });
    await consumeLimit("proof by account", key);
    await expect(consumeLimit("proof by account", key)).rejects.toMatchObject(refused);
  });
}

describe("in process", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  describeLimits(async (milliseconds) => void vi.advanceTimersByTime(milliseconds + 1));
});

describe("in Redis", () => {
  const redis = withRedis();

  describeLimits((milliseconds) => redis().elapse(milliseconds));

  describe("of two processes", () => {
    let other: OtherProcess;

    beforeAll(async () => {
      other = await startOtherProcess({ REDIS_URL: redis().url, RATE_LIMIT_SCALE: "0.01" });
    });

    afterAll(() => other.stop());

    beforeEach(() => setEnvironment({ RATE_LIMIT_SCALE: "0.01" }));

    /** How often both together may, taking turns. */
    async function exhaustTogether(key: string): Promise<number> {
      let allowed = 0;
      while (await other.ask("consume", "write by user", key)) {
        allowed++;
        try {
          await consumeLimit("write by user", key);
          allowed++;
        } catch {
          break;
        }
      }
      return allowed;
    }

    test("each counts the other's uses", async () => {
      expect(await exhaustTogether("heidi")).toBe(6);
      expect(await hasRoom("write by user", "heidi")).toBe(false);
      await forgetLimit("write by user", "heidi");
      expect(await other.ask("consume", "write by user", "heidi")).toBe(true);
    });

    test("a bucket is one for both", async () => {
      expect(await other.ask("consume", "message by user", "paul")).toBe(true);
      await expect(consumeLimit("message by user", "paul")).rejects.toMatchObject(refused);
      await consumeLimit("message by user", "rosa");
      expect(await other.ask("consume", "message by user", "rosa")).toBe(false);
    });

    test("while Redis is away each counts for itself and nothing fails, and when it is back they count together", async () => {
      await redis().stop();
      expect(await exhaustTogether("ida")).toBe(12);
      expect((await exhaust("jan")).allowed).toBe(6);
      expect(await hasRoom("write by user", "jan")).toBe(false);
      await forgetLimit("write by user", "jan");
      expect((await exhaust("jan")).allowed).toBe(6);
      expect(await other.ask("consume", "message by user", "jan")).toBe(true);
      await consumeLimit("message by user", "jan");
      await expect(consumeLimit("message by user", "jan")).rejects.toMatchObject(refused);

      await redis().restart();
      await expect.poll(() => keyValue()?.status, back).toBe("ready");
      await expect.poll(() => other.ask("isConnected"), back).toBe(true);
      expect(await exhaustTogether("karl")).toBe(6);
    });

    test("a Redis that answers nothing any more holds nobody up for good", async () => {
      redis().freeze();
      try {
        expect((await exhaust("lotte")).allowed).toBe(6);
        expect(await hasRoom("write by user", "lotte")).toBe(false);
        await expect(forgetLimit("write by user", "lotte")).resolves.toBeUndefined();
      } finally {
        redis().thaw();
      }
      await expect.poll(() => keyValue()?.status, back).toBe("ready");
    });
  });
});
