// `npm run bench`: the budgets of messages as ratios, each against an anchor that is measured in the same run.
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ensureBuild } from "../scripts/setup/build.mjs";
import type { Outcome, Scale, Setting } from "./cases/case.ts";
import { judgeFanOut } from "./cases/fan-out.ts";
import { judgeHistory } from "./cases/history.ts";
import { judgeLatency } from "./cases/latency.ts";
import { judgeMemory } from "./cases/memory.ts";
import { judgeRows } from "./cases/rows.ts";
import { judgeHotChannel, judgeWriting } from "./cases/writing.ts";
import { startGenerator } from "./generator-process.ts";
import { startJudged } from "./installation.ts";

const CASES: Record<string, (setting: Setting) => Promise<Outcome>> = {
  "fan-out": judgeFanOut,
  writing: judgeWriting,
  "hot-channel": judgeHotChannel,
  memory: judgeMemory,
  latency: judgeLatency,
  history: judgeHistory,
  rows: judgeRows,
};
const REPORT = ".data/bench/report.json";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: "string", default: "5" },
    seconds: { type: "string", default: "8" },
    history: { type: "string", default: "10000000" },
  },
});
const unknown = positionals.find((name) => !(name in CASES));
if (unknown) {
  console.error(`There is no case "${unknown}"; there are: ${Object.keys(CASES).join(", ")}.`);
  process.exit(2);
}
const scale: Scale = {
  pairs: Number(values.pairs),
  duration: Number(values.seconds) * 1000,
  history: Number(values.history),
};
const wanted = positionals.length > 0 ? positionals : Object.keys(CASES);

await ensureBuild(process.cwd());
const outcomes: Outcome[] = [];
for (const name of wanted) {
  console.log(`${name} ...`);
  // Each case on fresh data: one must not weigh down the next.
  const judged = await startJudged();
  const generator = startGenerator();
  try {
    outcomes.push(await CASES[name]!({ judged, generator, scale }));
  } finally {
    generator.stop();
    await judged.stop();
  }
}

print(outcomes);
mkdirSync(".data/bench", { recursive: true });
writeFileSync(
  REPORT,
  JSON.stringify({ at: new Date().toISOString(), node: process.version, scale, outcomes }, null, 2),
);
console.log(`\nWritten to ${REPORT}.`);
process.exitCode = outcomes.some(({ voids }) => voids.length > 0) ? 1 : 0;

function print(rows: Outcome[]): void {
  const table = rows.map((row) => ({
    what: row.name,
    unit: row.unit,
    Parley: round(row.judged),
    anchor: round(row.anchor),
    ratio: round(row.ratio),
    spread: row.spread.map(round).join(" - "),
    target: row.target,
    result: row.voids.length > 0 ? "void" : row.isMet ? "met" : "missed",
  }));
  console.table(table);
  for (const { voids } of rows) for (const reason of new Set(voids)) console.error(`void: ${reason}`);
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
