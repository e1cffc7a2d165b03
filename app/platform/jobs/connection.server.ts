import type { ConstructorOptions, PgBoss, fromDrizzle } from "pg-boss";
import type postgres from "postgres";
import { HOUR, MINUTE, SECOND } from "#app/shared/time.ts";
import { logger } from "../logger.server.ts";
import { singleton } from "../singleton.server.ts";
import { createJobDriver, createJobPool } from "./driver.server.ts";

export interface JobConnection {
  boss: PgBoss;
  pool: postgres.Sql;
  fromDrizzle: typeof fromDrizzle;
  /** Queues that are known to exist. */
  queues: Set<string>;
}

const holder = singleton("jobs", () => ({
  url: "",
  connection: undefined as Promise<JobConnection> | undefined,
}));

/** Names the database that holds the jobs: the app's own, so that a job can be part of its transactions. Opens nothing yet. */
export function connectJobs(url: string): void {
  Object.assign(holder, { url, connection: undefined });
}

/** Lets running statements end, for at most `seconds`, and closes the connections. */
export async function disconnectJobs(seconds: number): Promise<void> {
  const connection = findOpenJobs();
  connectJobs("");
  await (await connection)?.pool.end({ timeout: seconds });
}

/** What `openJobs` opened, if it was called. */
export function findOpenJobs(): Promise<JobConnection> | undefined {
  return holder.connection;
}

/** pg-boss on the database of the jobs; loaded and connected when first needed, because most test files need neither. */
export function openJobs(): Promise<JobConnection> {
  if (!holder.url) throw new Error("The jobs have no database yet.");
  return (holder.connection ??= openConnection(holder.url));
}

async function openConnection(url: string, settings: ConstructorOptions = {}): Promise<JobConnection> {
  const { PgBoss, fromDrizzle } = await import("pg-boss");
  const pool = createJobPool(url);
  const boss = new PgBoss({
    db: createJobDriver(pool),
    useListenNotify: true,
    registerInstance: false,
    openTelemetry: { enabled: false },
    // Looks for jobs that wait for others, of which there are none.
    flowIntervalSeconds: HOUR / SECOND,
    ...settings,
  });
  boss.on("warning", ({ message }) => logger().warn({ door: "jobs" }, message));
  boss.on("error", createErrorLog());
  return { boss, pool, fromDrizzle, queues: new Set() };
}

/** Creates or updates the tables of pg-boss in the database at `url`. Safe when several processes do so at once. */
export async function installJobs(url: string): Promise<void> {
  const { boss, pool } = await openConnection(url, {
    supervise: false,
    schedule: false,
    useListenNotify: false,
  });
  try {
    await boss.start();
    await boss.stop({ graceful: false });
  } finally {
    await pool.end({ timeout: 5 });
  }
}

/** While the database is away, every worker fails again and again: the same reason is logged once a minute. */
function createErrorLog(): (error: Error) => void {
  const logged = new Map<string, number>();
  return (error) => {
    const code = "code" in error ? String(error.code) : "unknown";
    if (Date.now() - (logged.get(code) ?? 0) < MINUTE) return;
    logged.set(code, Date.now());
    // No message: the database's words may quote the data of a job.
    logger().error({ door: "jobs", code }, "job queue failed");
  };
}
