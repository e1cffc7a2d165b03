// `npm test`: everything. `npm test -- check`, `unit` or `browser`, or several of them: that part.
// Each static check, unit test and browser test counts once; whatever could not run counts as failed.
import { rmSync } from "node:fs";
import { runChecks } from "./check.ts";
import { ensureBuild } from "./setup/build.mjs";
import { ensureComponents } from "./test/components.ts";
import { readPlaywrightReport, readVitestReport, type Tally } from "./test/results.ts";
import { runStage, watchForSignals } from "./test/stage.ts";

const UNIT_REPORT = ".data/test/vitest.json";
const BROWSER_REPORT = ".data/test/playwright.json";

/** The parts in the order in which they run: what fails soonest comes first. */
const PARTS: Record<string, () => Promise<Tally>> = {
  check: testStatically,
  unit: testUnits,
  browser: testInBrowser,
};

async function testStatically(): Promise<Tally> {
  const results = await runChecks();
  const failed = results.filter((result) => !result.ok).map((result) => `check: ${result.name}`);
  return { passed: results.length - failed.length, failed };
}

async function testUnits(): Promise<Tally> {
  const missing = await ensureComponents(["redis"]);
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${UNIT_REPORT}`];
  const ok = await runStage("node_modules/vitest/vitest.mjs", args);
  return add(missing, readVitestReport(UNIT_REPORT, ok));
}

async function testInBrowser(): Promise<Tally> {
  const missing = await ensureComponents(["chromium"]);
  try {
    await ensureBuild(process.cwd());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return add(missing, { passed: 0, failed: ["browser: the app could not be built"] });
  }
  const ok = await runStage("node_modules/@playwright/test/cli.js", ["test", "--reporter=list,json"], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: BROWSER_REPORT,
  });
  return add(missing, readPlaywrightReport(BROWSER_REPORT, ok));
}

function add(one: Tally, other: Tally): Tally {
  return { passed: one.passed + other.passed, failed: [...one.failed, ...other.failed] };
}

/** Runs one part. A part that throws has failed: no trouble of the runner's own may look like success. */
async function runPart(name: string): Promise<Tally> {
  console.log(`\n== ${name}`);
  try {
    return await (PARTS[name] ?? unknownPart)();
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: [`${name}: the runner stopped with an error`] };
  }

  function unknownPart(): never {
    throw new Error(`There is no part "${name}"; there are: ${Object.keys(PARTS).join(", ")}.`);
  }
}

const stoppedBy = watchForSignals();
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PARTS);
// Reports of an earlier run must not be counted as this one's.
for (const report of [UNIT_REPORT, BROWSER_REPORT]) rmSync(report, { force: true });

let total: Tally = { passed: 0, failed: [] };
for (const name of wanted) {
  total = stoppedBy()
    ? add(total, { passed: 0, failed: [`${name}: not run`] })
    : add(total, await runPart(name));
}
if (stoppedBy()) total.failed.push(`the run was stopped by ${stoppedBy()}`);

console.log(
  total.failed.length > 0 ? `\nFailed:\n${total.failed.map((name) => `  ${name}`).join("\n")}\n` : "",
);
console.log(`${total.passed} passed, ${total.failed.length} failed`);
process.exitCode = total.failed.length > 0 || total.passed === 0 ? 1 : 0;
