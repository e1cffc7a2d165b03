import { access, chmod, constants, mkdir, readdir, readFile, realpath, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { POSTGRES_MAJOR } from "./binaries.server.ts";
import { DatabaseStartError } from "./database-start-error.ts";
import { createCluster, PASSWORD_FILE } from "./initdb.server.ts";
import { isAlive } from "./postmaster-pid.server.ts";

/** Longer than any initdb; for leftovers whose process id was given to another program. */
const ABANDONED_AFTER_MS = 10 * 60_000;

const REASONS: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOTDIR: "a file is in the way",
  EEXIST: "a file is in the way",
  ENOSPC: "the disk is full",
};

/**
 * Makes `wanted` a usable data folder, where need be by initdb, and answers its real path and its password. Throws
 * DatabaseStartError where it cannot be written, is not a database, or belongs to another user or version.
 */
export async function prepareDataFolder(wanted: string, initdb: string, log: (message: string) => void) {
  try {
    await mkdir(dirname(wanted), { recursive: true, mode: 0o700 });
    const folder = await resolveFolder(wanted);
    await removeAbandoned(folder);
    if (await isMissingOrEmpty(folder)) {
      log(`Creating the database in ${folder}`);
      await createCluster(folder, initdb);
    }
    await checkFolder(folder);
    return { folder, password: (await readFile(join(folder, PASSWORD_FILE), "utf8")).trim() };
  } catch (error) {
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ""];
    if (!reason) throw error;
    throw new DatabaseStartError(
      `The data folder ${wanted} cannot be written: ${reason}. Make it writable for user id ${process.getuid?.()}, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
}

async function resolveFolder(wanted: string): Promise<string> {
  return whereMissing(() => realpath(wanted), join(await realpath(dirname(wanted)), basename(wanted)));
}

async function isMissingOrEmpty(folder: string): Promise<boolean> {
  return (await whereMissing(() => readdir(folder), [])).length === 0;
}

async function whereMissing<Value>(read: () => Promise<Value>, otherwise: Value): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return otherwise;
    throw error;
  }
}

/** Removes what an interrupted initdb left beside `folder`. */
async function removeAbandoned(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.init-`;
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(prefix)) continue;
    const path = join(dirname(folder), name);
    const changed = await whereMissing(async () => (await stat(path)).mtimeMs, 0);
    const isOld = Date.now() - changed > ABANDONED_AFTER_MS;
    if (isOld || !isAlive(Number.parseInt(name.slice(prefix.length), 10))) {
      // An initdb that outlived its Parley may still be writing there; then the next start removes it.
      await rm(path, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
    }
  }
}

async function checkFolder(folder: string): Promise<void> {
  const { uid, mode } = await stat(folder);
  const me = process.getuid?.();
  if (uid !== me) {
    throw new DatabaseStartError(
      `The data folder ${folder} belongs to user id ${uid}, and Parley runs as user id ${me}. Start Parley as its owner, or set DATA_DIR to another folder.`,
    );
  }
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  // PostgreSQL refuses a folder that others can enter, and mounts and copies often open one.
  if (mode & 0o027) await chmod(folder, 0o700);

  const version = await whereMissing(() => readFile(join(folder, "PG_VERSION"), "utf8"), "");
  if (version === "") {
    throw new DatabaseStartError(
      `The folder ${folder} holds files that are not Parley's database. Set DATA_DIR to another folder.`,
    );
  }
  if (version.trim() !== POSTGRES_MAJOR) {
    throw new DatabaseStartError(
      `The data folder ${folder} was made by PostgreSQL ${version.trim()}, and this Parley brings PostgreSQL ${POSTGRES_MAJOR}. Start the Parley that made it and move the data with pg_dump, or set DATA_DIR to another folder.`,
    );
  }
  if ((await whereMissing(() => readFile(join(folder, PASSWORD_FILE), "utf8"), "")).trim() === "") {
    throw new DatabaseStartError(
      `The password file ${join(folder, PASSWORD_FILE)} is missing. Put it back from a backup, or set DATA_DIR to another folder.`,
    );
  }
}
