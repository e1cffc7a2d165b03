import { isIPv6 } from "node:net";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "#app/shared/errors.ts";
import { DAY, HOUR, MINUTE, SECOND } from "#app/shared/time.ts";
import { env } from "./env.server.ts";
import { keyValue } from "./keyvalue/index.server.ts";
import { singleton } from "./singleton.server.ts";

/** Points per duration (milliseconds) for each door; RATE_LIMIT_SCALE multiplies the points. */
const LIMITS = {
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
  "invite by user": { points: 60, duration: HOUR },
  "refresh by address": { points: 1200, duration: MINUTE },
  "refresh by session": { points: 60, duration: MINUTE },
  "handshake by address": { points: 6000, duration: MINUTE },
  "socket request by user": { points: 1200, duration: 10 * SECOND },
  "write by user": { points: 600, duration: 10 * SECOND },
  "read by user": { points: 1200, duration: 10 * SECOND },
} as const;

export type LimitName = keyof typeof LIMITS;

/**
 * Counts one use, together with the other processes where there is a Redis, and alone while it is lost. Throws
 * `rate_limited` with the seconds to wait when there were too many.
 */
export async function consumeLimit(name: LimitName, key: string): Promise<void> {
  try {
    await findLimiter(name)?.consume(findCounted(name, key));
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfter = Math.max(1, Math.ceil(refusal.msBeforeNext / SECOND));
    throw new AppError("rate_limited", { retryAfter });
  }
}

/** Whether another use would be let through. Counts nothing, so others may come first. */
export async function hasRoom(name: LimitName, key: string): Promise<boolean> {
  const limiter = findLimiter(name);
  const counted = await limiter?.get(findCounted(name, key));
  return !limiter || !counted || counted.consumedPoints < limiter.points;
}

/** Forgets what was counted, e.g. the wrong passwords before the right one. */
export async function forgetLimit(name: LimitName, key: string): Promise<void> {
  await findLimiter(name)?.delete(findCounted(name, key));
}

/** Who is counted as one: an IPv4 address, or the /64 of an IPv6 one, which a single household gets whole. */
function findCounted(name: LimitName, key: string): string {
  if (!name.endsWith("by address") || !isIPv6(key) || key.includes(".")) return key;
  const [head = [], tail] = key.split("::").map((part) => part.split(":").filter(Boolean));
  const missing = tail ? 8 - head.length - tail.length : 0;
  return [...head, ...Array<string>(missing).fill("0"), ...(tail ?? [])].slice(0, 4).join(":");
}

function findLimiter(name: LimitName): RateLimiterMemory | RateLimiterRedis | undefined {
  const scale = env().RATE_LIMIT_SCALE;
  if (scale === 0) return undefined;
  return singleton(`rate limit: ${name}`, () => {
    const { points, duration } = LIMITS[name];
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
