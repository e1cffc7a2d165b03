import { isIPv6 } from "node:net";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "#app/shared/errors.ts";
import { DAY, HOUR, MINUTE, SECOND } from "#app/shared/time.ts";
import { env } from "./env.server.ts";
import { keyValue } from "./keyvalue/index.server.ts";
import { singleton } from "./singleton.server.ts";
import { takeFromMemory, takeFromRedis, type TokenBucket } from "./token-bucket.server.ts";

/** Points per duration (milliseconds) for each door; RATE_LIMIT_SCALE multiplies the points. */
const WINDOWS = {
  "sign-up by address": { points: 20, duration: HOUR },
  "log-in by address": { points: 100, duration: 15 * MINUTE },
  "log-in by account": { points: 30, duration: 15 * MINUTE },
  "failed log-in by address": { points: 50, duration: 15 * MINUTE },
  "slowed log-in by address": { points: 1, duration: 10 * SECOND },
  "reset by address": { points: 10, duration: HOUR },
  "reset by account": { points: 3, duration: HOUR },
  "verification by account": { points: 5, duration: HOUR },
  "verification by address": { points: 20, duration: HOUR },
  "token by address": { points: 60, duration: 15 * MINUTE },
  "proof by account": { points: 20, duration: 15 * MINUTE },
  "sensitive step by account": { points: 40, duration: HOUR },
  "oauth by address": { points: 60, duration: 15 * MINUTE },
  "export by account": { points: 3, duration: DAY },
  "upload by user": { points: 30, duration: 10 * MINUTE },
  "file by user": { points: 120, duration: 10 * MINUTE },
  "invite by user": { points: 60, duration: HOUR },
  "join code by user": { points: 60, duration: 15 * MINUTE },
  "refresh by address": { points: 1200, duration: MINUTE },
  "refresh by session": { points: 60, duration: MINUTE },
  "handshake by address": { points: 6000, duration: MINUTE },
  "socket request by user": { points: 1200, duration: 10 * SECOND },
  "write by user": { points: 600, duration: 10 * SECOND },
  "read by user": { points: 1200, duration: 10 * SECOND },
} as const;

/** So many at once, then one per interval (milliseconds); RATE_LIMIT_SCALE multiplies both the burst and the pace. */
const BUCKETS = {
  "message by user": { burst: 10, interval: SECOND },
  /** For those who may send without the limit above. */
  "fast message by user": { burst: 100, interval: SECOND / 50 },
  "reaction by user": { burst: 20, interval: SECOND / 2 },
  "edit by user": { burst: 20, interval: SECOND },
  /** Whatever the channel tells everybody of, e.g. that somebody joined or that it has another topic. */
  "channel act by user": { burst: 20, interval: SECOND },
  "typing by user": { burst: 20, interval: SECOND },
  "presence by user": { burst: 20, interval: SECOND },
  "draft by user": { burst: 20, interval: SECOND / 2 },
  "search by user": { burst: 30, interval: SECOND / 5 },
} satisfies Record<string, TokenBucket>;

type WindowName = keyof typeof WINDOWS;
export type LimitName = WindowName | keyof typeof BUCKETS;

/**
 * Counts one use, together with the other processes where there is a Redis, and alone while it is lost. Throws
 * `rate_limited` with the seconds to wait when there were too many.
 */
export async function consumeLimit(name: LimitName, key: string): Promise<void> {
  const wait =
    name in BUCKETS ? await take(name as keyof typeof BUCKETS, key) : await count(name as WindowName, key);
  if (wait > 0) throw new AppError("rate_limited", { retryAfter: Math.max(1, Math.ceil(wait / SECOND)) });
}

/** Whether another use would be let through. Counts nothing, so others may come first. */
export async function hasRoom(name: WindowName, key: string): Promise<boolean> {
  const limiter = findLimiter(name);
  const counted = await limiter?.get(findCounted(name, key));
  return !limiter || !counted || counted.consumedPoints < limiter.points;
}

/** Forgets what was counted, e.g. the wrong passwords before the right one. */
export async function forgetLimit(name: WindowName, key: string): Promise<void> {
  await findLimiter(name)?.delete(findCounted(name, key));
}

/** Who is counted as one: an IPv4 address, or the /64 of an IPv6 one, which a single household gets whole. */
function findCounted(name: WindowName, key: string): string {
  if (!name.endsWith("by address") || !isIPv6(key) || key.includes(".")) return key;
  const [head = [], tail] = key.split("::").map((part) => part.split(":").filter(Boolean));
  const missing = tail ? 8 - head.length - tail.length : 0;
  return [...head, ...Array<string>(missing).fill("0"), ...(tail ?? [])].slice(0, 4).join(":");
}

/** Milliseconds to wait, or 0 when it was let through. */
async function count(name: WindowName, key: string): Promise<number> {
  try {
    await findLimiter(name)?.consume(findCounted(name, key));
    return 0;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return Math.max(1, refusal.msBeforeNext);
  }
}

/** Milliseconds to wait, or 0 when it was let through. */
async function take(name: keyof typeof BUCKETS, key: string): Promise<number> {
  const scale = env().RATE_LIMIT_SCALE;
  if (scale === 0) return 0;
  const burst = Math.max(1, Math.round(BUCKETS[name].burst * scale));
  const interval = Math.max(1, Math.round(BUCKETS[name].interval / scale));
  const redis = keyValue();
  if (redis?.status === "ready") {
    try {
      return await takeFromRedis(redis, `parley:${name}:${key}`, { burst, interval });
    } catch {
      // Lost on the way: counted in this process until it is back.
    }
  }
  const kept = singleton(`rate limit: ${name}`, () => new Map<string, number>());
  return takeFromMemory(kept, key, { burst, interval });
}

function findLimiter(name: WindowName): RateLimiterMemory | RateLimiterRedis | undefined {
  const scale = env().RATE_LIMIT_SCALE;
  if (scale === 0) return undefined;
  return singleton(`rate limit: ${name}`, () => {
    const { points, duration } = WINDOWS[name];
    const scaled = Math.max(1, Math.round(points * scale));
    const options = { points: scaled, duration: duration / SECOND, keyPrefix: `parley:${name}` };
    const inProcess = new RateLimiterMemory(options);
    const storeClient = keyValue();
    if (!storeClient) return inProcess;
    return new RateLimiterRedis({
      ...options,
      storeClient,
      rejectIfRedisNotReady: true,
      insuranceLimiter: inProcess,
    });
  });
}
