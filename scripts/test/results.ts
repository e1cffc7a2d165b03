import { existsSync, readFileSync } from "node:fs";

/** Numbers of a part of the run. What failed is kept by name, to be listed at the end. */
export interface Tally {
  passed: number;
  failed: string[];
}

interface VitestReport {
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

interface PlaywrightSuite {
  specs?: {
    title: string;
    file: string;
    tests: { projectName: string; status: string; results: { status: string }[] }[];
  }[];
  suites?: PlaywrightSuite[];
}

interface PlaywrightReport {
  suites: PlaywrightSuite[];
  errors: { message?: string }[];
}

/** Counts a vitest JSON report. Skipped and to-do tests, and files that could not be loaded, are failures. */
export function readVitestReport(file: string, exitedWell: boolean): Tally {
  const report = readReport<VitestReport>(file);
  if (!report) return { passed: 0, failed: ["unit: vitest wrote no report"] };
  const tally: Tally = { passed: 0, failed: [] };
  for (const { name, status, assertionResults } of report.testResults) {
    const path = name.replace(`${process.cwd()}/`, "");
    for (const test of assertionResults)
      count(tally, test.status, "passed", `unit: ${path}: ${test.fullName}`);
    const hasOwnFailure = status !== "passed" && assertionResults.every((test) => test.status === "passed");
    if (hasOwnFailure) tally.failed.push(`unit: ${path}: the file did not run`);
  }
  return close(tally, exitedWell, "unit: vitest reported an error outside the tests");
}

/** Counts a Playwright JSON report. Skipped, flaky and never started tests are failures. */
export function readPlaywrightReport(file: string, exitedWell: boolean): Tally {
  const report = readReport<PlaywrightReport>(file);
  if (!report) return { passed: 0, failed: ["browser: Playwright wrote no report"] };
  const tally: Tally = { passed: 0, failed: [] };
  for (const { specs = [] } of report.suites.flatMap(flatten)) {
    for (const { title, file: path, tests } of specs) {
      for (const test of tests)
        count(tally, test.status, "expected", `browser: [${test.projectName}] ${path}: ${title}`);
    }
  }
  for (const { message = "an error" } of report.errors)
    tally.failed.push(`browser: ${message.split("\n")[0]}`);
  return close(tally, exitedWell, "browser: Playwright reported an error outside the tests");
}

function flatten(suite: PlaywrightSuite): PlaywrightSuite[] {
  return [suite, ...(suite.suites ?? []).flatMap(flatten)];
}

function count(tally: Tally, status: string, good: string, name: string) {
  if (status === good) tally.passed += 1;
  else tally.failed.push(/fail|unexpected/.test(status) ? name : `${name} (${status})`);
}

/** A runner that fails without a failed test, or that finds no test, has failed itself. */
function close(tally: Tally, exitedWell: boolean, trouble: string): Tally {
  if (tally.failed.length === 0 && (!exitedWell || tally.passed === 0)) tally.failed.push(trouble);
  return tally;
}

/** A report that is missing or cut off is none: the runner was killed while it wrote. */
function readReport<T>(file: string): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    return undefined;
  }
}
