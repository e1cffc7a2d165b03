import { setTimeout } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import { SECOND } from "#app/shared/time.ts";
import { findOpenJobs, openJobs, type JobConnection } from "./connection.server.ts";
import { createQueue, describeRuns } from "./queue.server.ts";
import { definitions } from "./registry.server.ts";
import { describeOutcome, runJob } from "./run-job.server.ts";

/** How many runs of one job go on at the same time in one process. */
const CONCURRENCY = 2;
/** How long stopping waits for what is under way. */
const LAST_RUNS = 3 * SECOND;

/** Starts to run jobs in this process, those of other processes too. Call it when every job is defined. */
export async function startJobs(): Promise<void> {
  const jobs = await openJobs();
  await prepareQueues(jobs);
  await jobs.boss.start();
  for (const name of definitions.keys())
    for (let count = 0; count < CONCURRENCY; count++) await startWorker(jobs.boss, name);
}

/** Before pg-boss starts, so that its first look at the schedules finds them. */
async function prepareQueues(jobs: JobConnection): Promise<void> {
  const { boss, queues } = jobs;
  for (const queue of await boss.getQueues()) queues.add(queue.name);
  const scheduled = new Set((await boss.getSchedules()).map((schedule) => schedule.name));
  for (const definition of definitions.values()) {
    const { name, every } = definition;
    await createQueue(jobs, name);
    const options = { ...describeRuns(definition), missed: "once", singletonKey: "every" } as const;
    if (every) await boss.schedule(name, every, {}, options);
    else if (scheduled.has(name)) await boss.unschedule(name);
  }
}

/** Woken when a job is committed; looks every few seconds for retries and for jobs that were to start later. */
async function startWorker(boss: PgBoss, name: string): Promise<void> {
  const options = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 };
  const worker = await boss.work<object>(name, options, async ([job]) => {
    try {
      if (job) await runJob(boss, job);
    } catch (error) {
      const { type, code } = describeOutcome(error);
      throw Object.assign(new Error(type), { code });
    } finally {
      // Where there was one job there may be another; without this it would wait for the next look.
      boss.notifyWorker(worker);
    }
  });
}

/** Ends running jobs in this process. What is not done within three seconds is tried again by another one. */
export async function stopJobs(): Promise<void> {
  const jobs = await findOpenJobs();
  // pg-boss waits for the database as well, which may be away.
  const limit = setTimeout(LAST_RUNS + SECOND, undefined, { ref: false });
  await Promise.race([jobs?.boss.stop({ timeout: LAST_RUNS }), limit]);
}
