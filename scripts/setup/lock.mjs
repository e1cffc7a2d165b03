import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A slow first installation takes minutes. A lock older than this is left over, whatever its process id says. */
const LONGEST_SETUP_MS = 30 * 60 * 1000;
const RETRY_MS = 200;

/**
 * Runs `work` while no other set-up of the same clone runs; waits for one that does. A lock whose process has died is
 * taken over.
 * @template T
 * @param {string} root
 * @param {() => T | Promise<T>} work
 */
export async function holdSetupLock(root, work) {
  // Neither in node_modules nor in build: npm empties the one and Remix the other while the lock is held.
  const file = join(root, ".data/setup-lock");
  // The mode that the server gives it: secrets and the database come to lie in there.
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  let hasSaidSo = false;
  while (!takeLock(file)) {
    if (!hasSaidSo) console.log("Waiting for another set-up of this folder to finish ...");
    hasSaidSo = true;
    await sleep(RETRY_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function takeLock(file) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    // A link appears at once with its content, so nobody reads a lock that does not name its holder yet.
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    if (isLeftOver(file)) rmSync(file, { force: true });
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** @param {string} file */
function isLeftOver(file) {
  try {
    const holder = Number(readFileSync(file, "utf8"));
    // Our own id: an earlier process had it, as happens in containers, where ids start again from 1.
    if (holder === process.pid || Date.now() - statSync(file).mtimeMs > LONGEST_SETUP_MS) return true;
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "ESRCH";
  }
}
