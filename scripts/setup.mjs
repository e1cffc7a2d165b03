// Makes a clone ready: `node scripts/setup.mjs dependencies` or `node scripts/setup.mjs dependencies build`.
//
// npm's pre-scripts call it, never the scripts themselves: a shell remembers where it found `node`, so only the script
// after this one finds the pinned Node that this one installs. It runs on the machine's own Node, with nothing
// installed, so it and scripts/setup/ use Node's own modules only.

const OLDEST_NODE = { major: 20, minor: 19 };

/**
 * Says in one sentence what is wrong with the running Node, or nothing when it can be used.
 * @param {string} version
 */
function explainOldNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isOld = major < OLDEST_NODE.major || (major === OLDEST_NODE.major && minor < OLDEST_NODE.minor);
  return isOld
    ? `Parley needs Node ${OLDEST_NODE.major}.${OLDEST_NODE.minor} or later to set itself up; this is Node ${version}.`
    : "";
}

/** @param {string[]} steps */
async function main(steps) {
  const problem = explainOldNode(process.versions.node);
  if (problem) throw new Error(problem);
  // Imported only now, so that an old Node reaches the sentence above instead of a syntax error in these.
  const { ensureDependencies } = await import("./setup/dependencies.mjs");
  const { ensureBuild } = await import("./setup/build.mjs");
  /** @type {Record<string, (root: string) => Promise<void>>} */
  const todo = { dependencies: ensureDependencies, build: ensureBuild };
  for (const step of steps) {
    const take = todo[step];
    if (!take) throw new Error(`Unknown set-up step "${step}"; there are: ${Object.keys(todo).join(", ")}.`);
    await take(process.cwd());
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  // A test run closes with its numbers whatever happens, and npm starts no test runner after a failed pretest.
  if (process.env.npm_lifecycle_event === "pretest") console.log("0 passed, 1 failed");
  process.exitCode = 1;
});
