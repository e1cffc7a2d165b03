import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AppError } from "#app/shared/errors.ts";
import { setEnvironment } from "#tests/environment.ts";
import { consumeLimit } from "./rate-limit.server.ts";

beforeEach(() => void vi.useFakeTimers());

afterEach(() => {
  vi.useRealTimers();
  setEnvironment();
});

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

test("after so many uses the next is refused with the seconds to wait, and after these it is let through", async () => {
  setEnvironment({ RATE_LIMIT_SCALE: "1" });
  const { allowed, refusal } = await exhaust("ada");
  expect(allowed).toBe(600);
  expect(refusal).toMatchObject({ code: "rate_limited", retryAfter: 10 });
  vi.advanceTimersByTime(10_001);
  await expect(consumeLimit("write by user", "ada")).resolves.toBeUndefined();
});

test("one's limit is nobody else's, and no other limit's", async () => {
  setEnvironment({ RATE_LIMIT_SCALE: "1" });
  await exhaust("ada");
  await expect(consumeLimit("write by user", "ben")).resolves.toBeUndefined();
  await expect(consumeLimit("read by user", "ada")).resolves.toBeUndefined();
});

test.each([
  ["0.1", 60],
  ["0.001", 1],
])("RATE_LIMIT_SCALE=%s allows %i uses", async (scale, uses) => {
  setEnvironment({ RATE_LIMIT_SCALE: scale });
  expect((await exhaust("ada")).allowed).toBe(uses);
});

test("RATE_LIMIT_SCALE=0 switches limits off", async () => {
  setEnvironment({ RATE_LIMIT_SCALE: "0" });
  await expect(exhaust("ada")).rejects.toThrow("There is no limit.");
});

test("addresses of one IPv6 network count as one, those of another do not", async () => {
  setEnvironment({ RATE_LIMIT_SCALE: "0.0001" });
  await consumeLimit("sign-up by address", "2001:db8:1:2::1");
  const sameNetwork = consumeLimit("sign-up by address", "2001:db8:1:2:aaaa:bbbb:cccc:dddd");
  await expect(sameNetwork).rejects.toMatchObject({ code: "rate_limited" });
  await expect(consumeLimit("sign-up by address", "2001:db8:1:3::1")).resolves.toBeUndefined();
  await expect(consumeLimit("sign-up by address", "192.0.2.1")).resolves.toBeUndefined();
  await expect(consumeLimit("sign-up by address", "192.0.2.2")).resolves.toBeUndefined();
});
