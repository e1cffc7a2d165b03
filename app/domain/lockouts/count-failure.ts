import { DAY, MINUTE } from "#app/shared/time.ts";

/** Wrong passwords or codes that lock an account (issue 3), and the time within which they count together. */
const FAILURES_MAX = 5;
const WINDOW = 15 * MINUTE;
/** How long the first lock lasts; each further one takes twice as long, up to a day. */
const FIRST_LOCK = 15 * MINUTE;
const LONGEST_LOCK = DAY;
/** After so long without failures or a lock the next lock is a first one again. */
const LEVEL_LIFETIME = DAY;

/** What is known of the failures of one account. */
export interface FailureCount {
  failures: number;
  /** The first of the failures that count together. */
  since: Date;
  /** How many locks there were in a row. */
  level: number;
  /** The end of the last lock. */
  lockedUntil: Date | null;
}

/** What one more failure, at `now`, makes of the count of an account that is not locked. */
export function countFailure(count: FailureCount, now: Date): FailureCount {
  const age = now.getTime() - count.since.getTime();
  const unlockedFor = now.getTime() - (count.lockedUntil?.getTime() ?? 0);
  const level = Math.min(age, unlockedFor) < LEVEL_LIFETIME ? count.level : 0;
  const isTogether = count.failures > 0 && age < WINDOW;
  const failures = isTogether ? count.failures + 1 : 1;
  if (failures < FAILURES_MAX) return { ...count, failures, level, since: isTogether ? count.since : now };
  const duration = Math.min(FIRST_LOCK * 2 ** level, LONGEST_LOCK);
  return { failures: 0, since: now, level: level + 1, lockedUntil: new Date(now.getTime() + duration) };
}
