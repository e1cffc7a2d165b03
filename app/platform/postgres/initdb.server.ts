import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { commandFor, explainFailure, POSTGRES_ENVIRONMENT } from "./binaries.server.ts";

/** The superuser of the embedded PostgreSQL. */
export const POSTGRES_USER = "parley";

/** Inside the data folder: PostgreSQL leaves files it does not know alone. */
export const PASSWORD_FILE = "parley-password";

/**
 * Makes `folder`, which must be missing or empty, a data folder with a password of its own in `PASSWORD_FILE`.
 * initdb works beside `folder`, and one rename puts the result in place: whatever dies on the way, `folder` is whole
 * or absent. Of two Parleys that start at once, the rename of the second fails, and it uses what the first made.
 * Throws DatabaseStartError when initdb fails.
 */
export async function createCluster(folder: string, initdb: string): Promise<void> {
  const work = `${folder}.init-${process.pid}-${randomBytes(4).toString("hex")}`;
  const data = join(work, "data");
  await mkdir(work, { mode: 0o700 });
  try {
    await writeSecret(join(work, PASSWORD_FILE), randomBytes(32).toString("hex"));
    await runInitdb(initdb, data, join(work, PASSWORD_FILE));
    await rename(join(work, PASSWORD_FILE), join(data, PASSWORD_FILE));
    await syncFolder(data);
    await rename(data, folder);
    await syncFolder(dirname(folder));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (!["ENOTEMPTY", "EEXIST"].includes(code)) throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * The builtin provider sorts and folds case the same on every system. The character type is the system's even so,
 * because full text search splits words by it: with C, quotation marks and dashes become part of the words.
 */
async function runInitdb(initdb: string, data: string, passwordFile: string): Promise<void> {
  const characterType = process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8";
  const { command, args } = commandFor(initdb, [
    `--pgdata=${data}`,
    `--username=${POSTGRES_USER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    `--lc-ctype=${characterType}`,
    "--no-instructions",
  ]);
  const child = spawn(command, args, {
    env: POSTGRES_ENVIRONMENT,
    cwd: dirname(data),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", (error) => (output += error.message));
    child.once("close", resolve);
  });
  if (code !== 0) throw explainFailure("PostgreSQL could not create its data folder", output);
}

/** A password that a power cut emptied would lock everybody out, so it is on the disk before the folder is used. */
async function writeSecret(path: string, secret: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(secret);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
