import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprintDependencies, hasLockedPackages, readStamp, writeStamp } from "./fingerprint.mjs";
import { holdSetupLock } from "./lock.mjs";
import { patchDriver } from "./patch-driver.mjs";
import { run, withoutInstalledNode } from "./run.mjs";

/** Written after a finished installation, inside what it describes, so that it goes when node_modules goes. */
const STAMP = "node_modules/.parley-installed";

/**
 * Installs the locked dependencies where they are missing or differ, and sees to it that the pinned Node runs.
 * Throws an Error with a sentence to print when that cannot be had.
 * @param {string} root
 */
export async function ensureDependencies(root) {
  // The driver once more: npm may have been told to run no scripts.
  if ((await whatIsMissing(root)) === "nothing") return patchDriver(root);
  await holdSetupLock(root, async () => {
    const missing = await whatIsMissing(root);
    if (missing === "packages") await installPackages(root);
    if (missing !== "nothing") await ensurePinnedNode(root);
    patchDriver(root);
    writeStamp(join(root, STAMP), fingerprintDependencies(root));
  });
}

/**
 * Decides from what is on disk. `stamp`: npm itself installed exactly the locked packages (`npm install` by hand), and
 * only our note of it is missing.
 * @param {{ stamp: string, wanted: string, hasPackages: boolean, nodeRuns: boolean }} found
 * @returns {'nothing' | 'stamp' | 'node' | 'packages'}
 */
export function decideInstall({ stamp, wanted, hasPackages, nodeRuns }) {
  const isFromElsewhere = stamp !== "" && stamp !== wanted && !nodeRuns;
  if (!hasPackages || isFromElsewhere) return "packages";
  if (!nodeRuns) return "node";
  return stamp === wanted ? "nothing" : "stamp";
}

/** @param {string} root */
async function whatIsMissing(root) {
  return decideInstall({
    stamp: readStamp(join(root, STAMP)),
    wanted: fingerprintDependencies(root),
    hasPackages: hasLockedPackages(root),
    nodeRuns: await pinnedNodeRuns(root),
  });
}

/** @param {string} root */
async function installPackages(root) {
  console.log("Installing dependencies (about a minute the first time) ...");
  // --include=dev: with NODE_ENV=production npm would leave out what builds the app.
  const args = ["ci", "--include=dev", "--include=optional", "--loglevel=error"];
  const result = await run("npm", args, { cwd: root, env: withoutInstalledNode(root), showErrors: true });
  if (!result.ok)
    throw new Error(`${result.output}\nThe dependencies could not be installed; npm says why above.`);
}

/** @param {string} root */
async function ensurePinnedNode(root) {
  if (await pinnedNodeRuns(root)) return;
  // An install script of the `node` package puts the binary in place; npm may have been told to run none.
  console.log(`Installing Node ${pinnedNodeVersion(root)} ...`);
  const args = ["rebuild", "node", "--ignore-scripts=false", "--loglevel=error"];
  await run("npm", args, { cwd: root, env: withoutInstalledNode(root), showErrors: true });
  if (await pinnedNodeRuns(root)) return;
  throw new Error(
    `Node ${pinnedNodeVersion(root)}, which Parley runs on, could not be put into node_modules. ` +
      "Its package downloads it through npm when it is installed: check that npm reaches its registry, " +
      "then run `npm rebuild node`.",
  );
}

/** @param {string} root */
async function pinnedNodeRuns(root) {
  const result = await run(join(root, "node_modules/.bin/node"), ["--version"], { cwd: root });
  return result.ok && result.output.trim() === `v${pinnedNodeVersion(root)}`;
}

/** @param {string} root */
function pinnedNodeVersion(root) {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies.node;
}
