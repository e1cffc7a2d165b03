import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";

/** What became of one check. `output` is what its tool printed. */
export interface CheckResult {
  name: string;
  ok: boolean;
  seconds: number;
  output: string;
}

const FOLDERS = ["app", "server.ts", "scripts", "tests", "e2e", "bench"].filter((path) => existsSync(path));

/** Every static check: its name, its program in node_modules and its arguments. */
const CHECKS: [name: string, program: string, args: string[]][] = [
  ["types", "typescript/bin/tsc", ["--noEmit"]],
  ["lint", "oxlint/bin/oxlint", ["--type-aware", "--deny-warnings"]],
  ["unused", "knip/bin/knip.js", ["--no-progress"]],
  ["layers", "dependency-cruiser/bin/dependency-cruiser.mjs", [...FOLDERS, "--output-type", "err-long"]],
  ["texts", "../scripts/check-texts.ts", []],
  ["format", "prettier/bin/prettier.cjs", ["--check", "--log-level=warn", "."]],
];

/** Runs the static checks side by side, as many as there are cores, and prints each as it ends. */
export async function runChecks(): Promise<CheckResult[]> {
  const waiting = [...CHECKS];
  const results: CheckResult[] = [];
  async function work() {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const result = await runCheck(...next);
      results.push(result);
      report(result);
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

async function runCheck(name: string, program: string, args: string[]): Promise<CheckResult> {
  const started = performance.now();
  const child = spawn(process.execPath, [`node_modules/${program}`, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined },
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const ok = await new Promise<boolean>((resolve) => {
    child.on("error", (error) => {
      output += error.message;
      resolve(false);
    });
    child.on("close", (code) => resolve(code === 0));
  });
  return { name, ok, seconds: (performance.now() - started) / 1000, output };
}

function report({ name, ok, seconds, output }: CheckResult) {
  console.log(`${ok ? "ok    " : "FAILED"} ${name} (${seconds.toFixed(1)} s)`);
  if (!ok) console.log(output.trimEnd().replaceAll(/^/gm, "    "));
}

if (import.meta.main) {
  const results = await runChecks();
  if (results.some((result) => !result.ok)) process.exitCode = 1;
}
