import type { SendOptions } from "pg-boss";
import { MINUTE, SECOND } from "#app/shared/time.ts";
import type { JobConnection } from "./connection.server.ts";
import type { JobDefinition } from "./registry.server.ts";

/** How long a run may take. */
const LONGEST_RUN = 15 * MINUTE;
/** A process that said nothing about its job for so long is dead, and the job is tried again: within two minutes in all. */
const SIGN_OF_LIFE = 30 * SECOND;

/** Makes the queue of a job unless it is there. */
export async function createQueue({ boss, queues }: JobConnection, name: string): Promise<void> {
  if (queues.has(name)) return;
  // "short": one waiting job per key. Each job has a key, at random unless it was given one.
  await boss.createQueue(name, { policy: "short", notify: true });
  queues.add(name);
}

/** Given with each job, not with its queue, which was perhaps made by an older version. */
export function describeRuns({ retryLimit, retryDelay, retryBackoff }: JobDefinition): SendOptions {
  return {
    retryLimit,
    retryDelay,
    retryBackoff,
    expireInSeconds: LONGEST_RUN / SECOND,
    heartbeatSeconds: SIGN_OF_LIFE / SECOND,
  };
}
