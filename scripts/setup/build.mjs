import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fingerprintSources, readStamp, writeStamp } from "./fingerprint.mjs";
import { holdSetupLock } from "./lock.mjs";
import { run } from "./run.mjs";

const STAMP = "build/.built-from";
const OUTPUTS = ["build/server/index.js", "build/client"];

/**
 * Builds the app where its sources differ from those that the build was made from. Throws an Error with the build's
 * output when it fails.
 * @param {string} root
 */
export async function ensureBuild(root) {
  if (isBuilt(root)) return;
  await holdSetupLock(root, async () => {
    if (isBuilt(root)) return;
    const started = Date.now();
    // Taken before the build, so that a file saved while it runs leads to another build, not to a stale one.
    const sources = fingerprintSources(root);
    rmSync(join(root, STAMP), { force: true });
    console.log("Building the app ...");
    const args = ["node_modules/@remix-run/dev/dist/cli.js", "vite:build"];
    const env = { ...process.env, NODE_ENV: "production" };
    const result = await run(join(root, "node_modules/.bin/node"), args, { cwd: root, env });
    if (!result.ok) throw new Error(`${result.output}\nThe build failed; its output is above.`);
    writeStamp(join(root, STAMP), sources);
    console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  });
}

/**
 * Whether build/ was made from exactly the sources that are there now.
 * @param {string} root
 */
export function isBuilt(root) {
  if (!OUTPUTS.every((path) => existsSync(join(root, path)))) return false;
  return readStamp(join(root, STAMP)) === fingerprintSources(root);
}
