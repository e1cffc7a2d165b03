import { isIPv6 } from "node:net";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "#app/shared/errors.ts";
import { HOUR, MINUTE, SECOND } from "#app/shared/time.ts";
import { env } from "./env.server.ts";
import { singleton } from "./singleton.server.ts";

/** Points per duration (milliseconds) for each door; RATE_LIMIT_SCALE multiplies the points. */
const LIMITS = {
  "sign-up by address": { points: 300, duration: HOUR },
  "log-in by address": { points: 300, duration: 15 * MINUTE },
  "log-in by account": { points: 20, duration: 15 * MINUTE },
  "refresh by token": { points: 60, duration: MINUTE },
  "handshake by address": { points: 6000, duration: MINUTE },
  "socket request by user": { points: 1200, duration: 10 * SECOND },
  "write by user": { points: 600, duration: 10 * SECOND },
  "read by user": { points: 1200, duration: 10 * SECOND },
} as const;

export type LimitName = keyof typeof LIMITS;

/** Counts one use. Throws `rate_limited` with the seconds to wait when there were too many. */
export async function consumeLimit(name: LimitName, key: string): Promise<void> {
  const limiter = findLimiter(name);
  if (!limiter) return;
  try {
    await limiter.consume(name.endsWith("by address") ? findNetwork(key) : key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfter = Math.max(1, Math.ceil(refusal.msBeforeNext / SECOND));
    throw new AppError("rate_limited", { retryAfter });
  }
}

/** Who is counted as one: an IPv4 address, or the /64 of an IPv6 one, which a single household gets whole. */
function findNetwork(address: string): string {
  if (!isIPv6(address) || address.includes(".")) return address;
  const [head = [], tail] = address.split("::").map((part) => part.split(":").filter(Boolean));
  const missing = tail ? 8 - head.length - tail.length : 0;
  return [...head, ...Array<string>(missing).fill("0"), ...(tail ?? [])].slice(0, 4).join(":");
}

/** Forgets what was counted, e.g. the wrong passwords before the right one. */
export async function forgetLimit(name: LimitName, key: string): Promise<void> {
  await findLimiter(name)?.delete(key);
}

function findLimiter(name: LimitName): RateLimiterMemory | undefined {
  const scale = env().RATE_LIMIT_SCALE;
  if (scale === 0) return undefined;
  return singleton(`rate limit: ${name}`, () => {
    const { points, duration } = LIMITS[name];
    const scaled = Math.max(1, Math.round(points * scale));
    return new RateLimiterMemory({ points: scaled, duration: duration / SECOND, keyPrefix: name });
  });
}
