import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { DrizzleTransactionLike, Job, PgBoss } from "pg-boss";
import { openJobs } from "./connection.server.ts";
import { createQueue, describeRuns } from "./queue.server.ts";
import { definitions } from "./registry.server.ts";
import { describeOutcome, runJob } from "./run-job.server.ts";

interface JobOptions {
  /** How often a run that failed is tried again; 5 unless given. */
  retryLimit?: number;
  /** Seconds before the first retry; 30 unless given. */
  retryDelay?: number;
  /** Doubles the wait with every retry, which it does unless given as false. */
  retryBackoff?: boolean;
  /** Also runs by itself, with `{}` as its data: a cron expression in UTC. Missed while nothing ran, it runs once. */
  every?: string;
}

interface EnqueueOptions {
  startAfter?: Date;
  /** Of the jobs that wait with the same key, there is only the first. */
  singletonKey?: string;
}

interface DefinedJob<Data extends object> {
  /**
   * Adds a job, in the given transaction if there is one: it runs once that is committed, and never if it is rolled
   * back. It runs at least once, on any of the processes, so its handler must bear a second time. Data is stored as JSON.
   */
  enqueue(database: DrizzleTransactionLike | null, data: Data, options?: EnqueueOptions): Promise<void>;
}

/** Names a job and what it does. Call it when a module loads that is in app/domain/job-list.server.ts. */
export function defineJob<Data extends object = Record<string, never>>(
  name: string,
  handler: (data: Data) => Promise<void>,
  { retryLimit = 5, retryDelay = 30, retryBackoff = true, every }: JobOptions = {},
): DefinedJob<Data> {
  const definition = { name, handler, retryLimit, retryDelay, retryBackoff, every };
  definitions.set(name, definition);
  return {
    async enqueue(database, data, { startAfter, singletonKey = randomUUID() } = {}) {
      const jobs = await openJobs();
      await createQueue(jobs, name);
      const transaction = database ? { db: jobs.fromDrizzle(database, sql) } : {};
      const options = { ...describeRuns(definition), ...transaction, startAfter, singletonKey };
      await jobs.boss.send(name, data, options);
    },
  };
}

/**
 * Runs everything that is due, here and one after the other, until nothing is left, and tells how many runs that were.
 * For tests and scripts. Rethrows what the first failed run threw, after all have run.
 */
export async function workOffJobs(): Promise<number> {
  const { boss } = await openJobs();
  const failures: unknown[] = [];
  let runs = 0;
  for (let before = -1; runs > before;) {
    before = runs;
    for (const { name } of await boss.getQueues()) {
      if (!definitions.has(name)) continue;
      for (let job = await fetchJob(boss, name); job; job = await fetchJob(boss, name)) {
        runs++;
        try {
          await runJob(boss, job);
        } catch (error) {
          failures.push(error);
          await boss.fail(name, job, describeOutcome(error));
        }
      }
    }
  }
  if (failures.length > 0) throw failures[0];
  return runs;
}

async function fetchJob(boss: PgBoss, name: string): Promise<Job | undefined> {
  const [job] = await boss.fetch<object>(name);
  return job;
}
