import { setTimeout } from "node:timers/promises";
import postgres from "postgres";
import { DatabaseStartError } from "./database-start-error.ts";
import { POSTGRES_USER } from "./initdb.server.ts";

/** "Parley" in ASCII; held on the maintenance database, which no Parley uses for anything else. */
const LOCK_KEY = "88379461756281";

/** PostgreSQL releases the lock of a killed process a moment later, when it sees the connection closed. */
const LOCK_WAIT_MS = 2_000;

/** Between attempts to take a lost lock again; each waits twice as long as the one before, up to the second. */
const RETAKE_FIRST_MS = 250;
const RETAKE_MOST_MS = 10_000;

/** Proof that this process is the only Parley on a data folder; ends with the process or its connection. */
export interface OwnerLock {
  sql: postgres.Sql;
  /** Does `work` while the lock is still held, so that no other Parley adopts what it ends; then lets go. */
  releaseAfter(work: () => Promise<void>): Promise<void>;
}

export interface OwnerLockOptions {
  folder: string;
  port: number;
  password: string;
  log: (message: string) => void;
  /** Called again and again while a lost lock cannot be taken: postgres itself may have ended. Does not reject. */
  revive: () => Promise<void>;
}

/**
 * Takes the lock of a running postgres, waiting up to 2 s for it. Throws DatabaseStartError when another Parley
 * holds it, and the driver's error when postgres does not answer.
 */
export async function takeOwnerLock(options: OwnerLockOptions): Promise<OwnerLock> {
  let isHeld = false;
  const sql = postgres({
    host: "127.0.0.1",
    port: options.port,
    user: POSTGRES_USER,
    password: options.password,
    database: "postgres",
    ssl: false,
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    // Waiting is done below.
    backoff: () => 0,
    fetch_types: false,
    connection: { application_name: `parley-${process.pid}` },
    onnotice: () => {},
    onclose: () => {
      if (!isHeld) return;
      isHeld = false;
      options.log("The connection that keeps other Parleys off the data folder was lost");
      void retake();
    },
  });

  let isReleased = false;
  async function retake(): Promise<void> {
    for (let wait = RETAKE_FIRST_MS; !isReleased; wait = Math.min(2 * wait, RETAKE_MOST_MS)) {
      isHeld = await tryLock(sql).catch(() => false);
      if (isHeld) return options.log("The lock on the data folder is held again");
      if (wait === RETAKE_FIRST_MS)
        options.log("The lock on the data folder cannot be taken again yet: trying on");
      await options.revive();
      await setTimeout(wait, undefined, { ref: false });
    }
  }

  try {
    const deadline = Date.now() + LOCK_WAIT_MS;
    while (!(await tryLock(sql))) {
      if (Date.now() > deadline) throw await describeOwner(sql, options.folder);
      await setTimeout(20);
    }
    isHeld = true;
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }

  return {
    sql,
    async releaseAfter(work) {
      isReleased = true;
      isHeld = false;
      await work();
      await sql.end({ timeout: 0 });
    },
  };
}

/** Creates `name` unless it exists. Only the holder of the lock calls it, so nobody else does meanwhile. */
export async function createDatabase(sql: postgres.Sql, name: string): Promise<void> {
  const [found] = await sql`select 1 from pg_database where datname = ${name}`;
  if (!found) await sql`create database ${sql(name)}`;
}

async function tryLock(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ locked: boolean }[]>`select pg_try_advisory_lock(${LOCK_KEY}::bigint) as locked`;
  return row?.locked === true;
}

async function describeOwner(sql: postgres.Sql, folder: string): Promise<DatabaseStartError> {
  const [owner] = await sql<{ name: string }[]>`
    select application_name as name from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and granted and (classid::bigint << 32) + objid::bigint = ${LOCK_KEY}::bigint`;
  const pid = /^parley-(\d+)$/.exec(owner?.name ?? "")?.[1];
  return new DatabaseStartError(
    `Parley is already running on the data folder ${folder}${pid ? ` (process ${pid})` : ""}. Stop it first, or set DATA_DIR to another folder.`,
  );
}
