import type { Redis } from "ioredis";

export interface TokenBucket {
  /** How many may come at once. */
  burst: number;
  /** Milliseconds after which one more may come. */
  interval: number;
}

/**
 * GCRA, https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm: all that is kept is how far ahead of the allowed pace
 * somebody is. That shrinks by itself as the life of a key does, so the key's life is where it is kept.
 */
const TAKE = `
local ahead = math.max(0, redis.call("PTTL", KEYS[1]))
local wait = ahead - tonumber(ARGV[2])
if wait > 0 then return wait end
redis.call("SET", KEYS[1], "", "PX", ahead + tonumber(ARGV[1]))
return 0`;

/** Milliseconds to wait before the next may come, or 0 when this one was let through and counted. */
export async function takeFromRedis(redis: Redis, key: string, bucket: TokenBucket): Promise<number> {
  return Number(await redis.eval(TAKE, 1, key, bucket.interval, findTolerance(bucket)));
}

/** The same in this process. `kept` holds, by key, when somebody will be back at the allowed pace. */
export function takeFromMemory(kept: Map<string, number>, key: string, bucket: TokenBucket): number {
  const now = Date.now();
  const ahead = Math.max(0, (kept.get(key) ?? 0) - now);
  const wait = ahead - findTolerance(bucket);
  if (wait > 0) return wait;
  // Written anew, so that the oldest are first: a few of them are looked at each time, and the map cannot grow for ever.
  kept.delete(key);
  kept.set(key, now + ahead + bucket.interval);
  let looked = 0;
  for (const [other, until] of kept) {
    if (until <= now) kept.delete(other);
    if (++looked === 2) break;
  }
  return 0;
}

function findTolerance({ burst, interval }: TokenBucket): number {
  return (burst - 1) * interval;
}
