import { setTimeout } from "node:timers/promises";
import { loadBinaries } from "./binaries.server.ts";
import { prepareDataFolder } from "./data-folder.server.ts";
import { DatabaseStartError } from "./database-start-error.ts";
import { POSTGRES_USER } from "./initdb.server.ts";
import { launchPostmaster } from "./launch.server.ts";
import { createDatabase, takeOwnerLock, type OwnerLock } from "./owner-lock.server.ts";
import { findPostmaster, POLL_MS, stopPostmaster } from "./postmaster-pid.server.ts";

export { DatabaseStartError };

export interface EmbeddedPostgres {
  url: string;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** PostgreSQL's own folder, such as DATA_DIR/postgres; its log is beside it. */
  folder: string;
  database: string;
  log: (message: string) => void;
}

/** How long a postgres that says it is ready may refuse to talk before that is an error. */
const ANSWER_MS = 30_000;

/** What a postgres answers that is starting, stopping, gone, or still full of a dead process's connections. */
const PASSING_CODES = [
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "CONNECTION_CLOSED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
];

/**
 * Starts PostgreSQL on `folder`, or adopts the one that a killed Parley left running, and creates `database` where it
 * is missing. From then on no other Parley can use the folder, until `stop()` or the end of this process. `stop()`
 * shuts PostgreSQL down and waits until it is gone. A PostgreSQL that ends before is started again. Throws
 * DatabaseStartError.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { database, log } = options;
  const binaries = await loadBinaries();
  const { folder, password } = await prepareDataFolder(options.folder, binaries.initdb, log);
  let stopping: Promise<void> | undefined;
  let reviving: Promise<void> | undefined;

  /** Starts postgres again where it has ended by itself, on the port that everybody knows. */
  async function revive(): Promise<void> {
    if (stopping || (await findPostmaster(folder))) return;
    log("PostgreSQL has ended: starting it again");
    const again = { folder, postgres: binaries.postgres, logFile: `${folder}.log`, log };
    const pid = await launchPostmaster({ ...again, choosePort: async () => owned.port });
    if (pid !== null) owned.pid = pid;
  }

  const owned = await ownPostmaster(folder, password, binaries.postgres, log, () => {
    reviving = revive().catch((error: unknown) =>
      log(error instanceof Error ? error.message : String(error)),
    );
    return reviving;
  });
  const { port, lock } = owned;

  function stop(): Promise<void> {
    stopping ??= lock.releaseAfter(async () => {
      await reviving;
      await stopPostmaster(owned.pid, folder, log);
    });
    return stopping;
  }

  try {
    await createDatabase(lock.sql, database);
  } catch (error) {
    await stop();
    throw describeRefusal(folder, error);
  }
  return { url: `postgres://${POSTGRES_USER}:${password}@127.0.0.1:${port}/${database}`, stop };
}

/** Loops, because between any two steps another Parley may start or stop postgres on the same folder. */
async function ownPostmaster(
  folder: string,
  password: string,
  postgres: string,
  log: (message: string) => void,
  revive: () => Promise<void>,
): Promise<{ pid: number; port: number; lock: OwnerLock }> {
  let launched: number | null = null;
  let deadline = Date.now() + ANSWER_MS;
  for (;;) {
    const running = await findPostmaster(folder);
    if (!running) {
      if (Date.now() > deadline) throw describeRefusal(folder, "another program holds its postmaster.pid");
      launched = await launchPostmaster({ folder, postgres, logFile: `${folder}.log`, log });
      if (launched !== null) deadline = Date.now() + ANSWER_MS;
      continue;
    }
    const { pid, port, isReady } = running;
    // Recovery after a crash takes as long as it takes.
    if (!isReady) deadline = Date.now() + ANSWER_MS;
    else {
      try {
        const lock = await takeOwnerLock({ folder, port, password, log, revive });
        if (pid !== launched) log(`Took over the running PostgreSQL (process ${pid})`);
        return { pid, port, lock };
      } catch (error) {
        // Not ours to stop: it serves the Parley that holds the lock.
        if (error instanceof DatabaseStartError) throw error;
        if (!isPassing(error) || Date.now() > deadline) {
          if (pid === launched) await stopPostmaster(pid, folder, log);
          throw describeRefusal(folder, error);
        }
      }
    }
    await setTimeout(POLL_MS);
  }
}

function isPassing(error: unknown): boolean {
  return PASSING_CODES.includes((error as { code?: string }).code ?? "");
}

function describeRefusal(folder: string, error: unknown): DatabaseStartError {
  const reason = error instanceof Error ? error.message : String(error);
  return new DatabaseStartError(`PostgreSQL is running on ${folder} and refuses Parley: ${reason}.`, {
    cause: error,
  });
}
