import { singleton } from "#app/platform/singleton.server.ts";
import { AppError } from "#app/shared/errors.ts";

/** Pictures that are worked on at the same time in this process: each may take a core and some hundred megabytes. */
const AT_ONCE = 2;
/** Waiting costs the memory of the upload. */
const WAITING_MAX = 20;

const turns = singleton("image turns", () => ({ running: 0, waiting: [] as (() => void)[] }));

/** Runs the work when it is its turn. Throws `rate_limited` where too many wait already. */
export async function takeTurn<T>(work: () => Promise<T>): Promise<T> {
  if (turns.running >= AT_ONCE) {
    if (turns.waiting.length >= WAITING_MAX) throw new AppError("rate_limited", { retryAfter: 10 });
    // Whoever ends hands its place on, so nobody slips in between.
    await new Promise<void>((resolve) => turns.waiting.push(resolve));
  } else {
    turns.running++;
  }
  try {
    return await work();
  } finally {
    const next = turns.waiting.shift();
    if (next) next();
    else turns.running--;
  }
}
