import { sql } from "drizzle-orm";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { databaseUrl, withDatabase } from "#tests/database.ts";
import { setEnvironment } from "#tests/environment.ts";
import { captureLog } from "#tests/log.ts";
import { connectJobs, disconnectJobs, openJobs } from "./connection.server.ts";
import { defineJob, workOffJobs } from "./index.server.ts";
import { definitions } from "./registry.server.ts";
import { startJobs, stopJobs } from "./workers.server.ts";

withDatabase();

afterEach(async () => {
  await restartProcess();
  definitions.clear();
  setEnvironment();
});

/** A job that notes what it was given, and fails as often as it is told to. */
function defineNotingJob(
  name: string,
  { failures = 0, retryLimit = 5, every = undefined as string | undefined } = {},
) {
  const notes: string[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  async function note({ text }: { text: string }): Promise<void> {
    notes.push(text);
    for (const { count, resolve } of waiting) if (notes.length >= count) resolve();
    if (notes.length <= failures) throw new TypeError(`cannot note ${text}`);
  }
  const job = defineJob(name, note, { retryLimit, retryDelay: 0, retryBackoff: false, every });
  /** Ends when it has run so often. */
  function runs(count: number): Promise<void> {
    return new Promise((resolve) => {
      waiting.push({ count, resolve });
      if (notes.length >= count) resolve();
    });
  }
  return { ...job, notes, runs };
}

/** As far as jobs are concerned. */
async function restartProcess(): Promise<void> {
  await stopJobs();
  await disconnectJobs(1);
  connectJobs(databaseUrl());
}

async function readJobs(name: string) {
  return db().execute(sql`select state, data, output from pgboss.job where name = ${name}`);
}

test("a job runs once its transaction is committed, and never when that is rolled back", async () => {
  const job = defineNotingJob("test.commit");
  const rolledBack = db().transaction(async (transaction) => {
    await job.enqueue(transaction, { text: "rolled back" });
    throw new Error("changed my mind");
  });
  await expect(rolledBack).rejects.toThrow("changed my mind");
  expect(await workOffJobs()).toBe(0);

  await db().transaction(async (transaction) => {
    await job.enqueue(transaction, { text: "committed" });
    expect(await workOffJobs()).toBe(0);
  });
  expect(await workOffJobs()).toBe(1);
  expect(await workOffJobs()).toBe(0);
  expect(job.notes).toEqual(["committed"]);
});

test("two processes share the jobs, and run each of them once", async () => {
  const job = defineNotingJob("test.share");
  await startJobs();
  const first = await openJobs();
  onTestFinished(async () => {
    await first.boss.stop();
    await first.pool.end({ timeout: 1 });
  });
  connectJobs(databaseUrl());
  await startJobs();

  const texts = Array.from({ length: 30 }, (_, index) => `note ${index}`);
  await db().transaction(async (transaction) => {
    for (const text of texts) await job.enqueue(transaction, { text });
  });
  await job.runs(texts.length);
  await Promise.all([first.boss.stop(), stopJobs()]);
  expect(job.notes.toSorted()).toEqual(texts.toSorted());
  expect(await readJobs("test.share")).toEqual([]);
});

test("what fails is tried again, here until the third time", async () => {
  const job = defineNotingJob("test.retry", { failures: 2 });
  await startJobs();
  await job.enqueue(null, { text: "stubborn" });
  await job.runs(3);
  await stopJobs();
  expect(job.notes).toEqual(["stubborn", "stubborn", "stubborn"]);
  expect(await readJobs("test.retry")).toEqual([]);
});

test("what keeps failing stays as failed, logged by name and kind, and its data is nowhere but in its row", async () => {
  const log = captureLog();
  const job = defineNotingJob("test.fail", { failures: 9, retryLimit: 1 });
  await job.enqueue(null, { text: "a secret token" });
  await expect(workOffJobs()).rejects.toThrow("cannot note a secret token");
  expect(job.notes).toHaveLength(2);
  expect(log).toMatchObject([
    { job: "test.fail", run: 1, err: { type: "TypeError" }, msg: "job failed, and will be tried again" },
    { job: "test.fail", run: 2, err: { type: "TypeError" }, msg: "job failed for good" },
  ]);
  expect(JSON.stringify(log)).not.toContain("secret");
  expect(await readJobs("test.fail")).toEqual([
    { state: "failed", data: { text: "a secret token" }, output: { type: "TypeError" } },
  ]);
  expect(await workOffJobs()).toBe(0);
});

test("one job that fails does not keep the others from running", async () => {
  const failing = defineNotingJob("test.a-fails", { failures: 1, retryLimit: 0 });
  const other = defineNotingJob("test.b-runs");
  await failing.enqueue(null, { text: "bad" });
  await other.enqueue(null, { text: "good" });
  await expect(workOffJobs()).rejects.toThrow("cannot note bad");
  expect(other.notes).toEqual(["good"]);
});

test("the job of a process that died is tried again by another", async () => {
  const job = defineNotingJob("test.crash");
  await job.enqueue(null, { text: "survives" });
  const { boss } = await openJobs();
  const [fetched] = await boss.fetch("test.crash");
  expect(fetched).toMatchObject({ data: { text: "survives" }, expireInSeconds: 900, heartbeatSeconds: 30 });
  await boss.supervise("test.crash");
  expect(await workOffJobs()).toBe(0);

  await db().execute(sql`update pgboss.job set heartbeat_on = now() - interval '31 seconds'`);
  await db().execute(sql`update pgboss.queue set monitor_on = null, monitor_claim_on = null`);
  await boss.supervise("test.crash");
  expect(await workOffJobs()).toBe(1);
  expect(job.notes).toEqual(["survives"]);
});

test("a job runs by itself as often as its schedule says, and no longer once it has none", async () => {
  // pg-boss looks at the schedules twice a minute, and other tests have just made it look.
  await db().execute(sql`update pgboss.version set cron_on = null`);
  const job = defineNotingJob("test.every", { every: "* * * * *" });
  await startJobs();
  await job.runs(1);
  expect(await db().execute(sql`select name, cron, timezone from pgboss.schedule`)).toEqual([
    { name: "test.every", cron: "* * * * *", timezone: "UTC" },
  ]);

  await restartProcess();
  defineNotingJob("test.every");
  await startJobs();
  expect(await db().execute(sql`select name from pgboss.schedule`)).toEqual([]);
});

test("of the jobs that wait with one key there is one, with another key another", async () => {
  const job = defineNotingJob("test.key");
  await job.enqueue(null, { text: "first" }, { singletonKey: "ada" });
  await job.enqueue(null, { text: "second" }, { singletonKey: "ada" });
  await job.enqueue(null, { text: "third" }, { singletonKey: "ben" });
  expect(await workOffJobs()).toBe(2);
  await job.enqueue(null, { text: "fourth" }, { singletonKey: "ada" });
  expect(await workOffJobs()).toBe(1);
  expect(job.notes).toEqual(["first", "third", "fourth"]);
});

test("a job starts no earlier than it was told to", async () => {
  const job = defineNotingJob("test.later");
  await job.enqueue(null, { text: "tomorrow" }, { startAfter: new Date(Date.now() + 86_400_000) });
  await job.enqueue(null, { text: "a moment ago" }, { startAfter: new Date(Date.now() - 60_000) });
  expect(await workOffJobs()).toBe(1);
  expect(job.notes).toEqual(["a moment ago"]);
});

test("jobs that a job adds run as well", async () => {
  const second = defineNotingJob("test.a-second");
  const first = defineJob("test.b-first", async ({ text }: { text: string }) => {
    await second.enqueue(null, { text });
  });
  await first.enqueue(null, { text: "passed on" });
  expect(await workOffJobs()).toBe(2);
  expect(second.notes).toEqual(["passed on"]);
});

test("a later definition replaces the earlier, as a dev reload makes it", async () => {
  const earlier = defineNotingJob("test.reload");
  await startJobs();
  const later = defineNotingJob("test.reload");
  await earlier.enqueue(null, { text: "new code" });
  await later.runs(1);
  expect(earlier.notes).toEqual([]);
});

test("stopping waits for what is under way", async () => {
  const started = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let isDone = false;
  const job = defineJob("test.stop", async () => {
    started.resolve();
    await gate.promise;
    isDone = true;
  });
  await startJobs();
  await job.enqueue(null, {});
  await started.promise;
  const stopped = stopJobs();
  gate.resolve();
  await stopped;
  expect(isDone).toBe(true);
  expect(await readJobs("test.stop")).toEqual([]);
});

test("what does not end is left to be tried again", async () => {
  const started = Promise.withResolvers<void>();
  const job = defineJob("test.hang", () => {
    started.resolve();
    return new Promise<void>(() => {});
  });
  await startJobs();
  await job.enqueue(null, {});
  await started.promise;
  await stopJobs();
  expect(await readJobs("test.hang")).toMatchObject([{ state: "retry" }]);
});

test("workers go on when the database has dropped their connections", async () => {
  const job = defineNotingJob("test.drop");
  await startJobs();
  await job.enqueue(null, { text: "before" });
  await expect.poll(() => readJobs("test.drop")).toEqual([]);
  const dropped = await db().execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'parley jobs'`,
  );
  expect(dropped.length).toBeGreaterThan(1);
  await db().transaction(async (transaction) => job.enqueue(transaction, { text: "after" }));
  await job.runs(2);
  expect(job.notes).toEqual(["before", "after"]);
});

test("workers listen for new jobs, and nobody but postgres.js speaks to the database", async () => {
  defineNotingJob("test.driver");
  await startJobs();
  const connections = await db().execute<{ name: string; listens: boolean }>(
    sql`select distinct application_name as name, bool_or(query ilike 'listen %') as listens from pg_stat_activity
        where datname = current_database() group by 1 order by 1`,
  );
  expect(connections).toEqual([
    { name: "parley", listens: false },
    { name: "parley jobs", listens: true },
  ]);
});
