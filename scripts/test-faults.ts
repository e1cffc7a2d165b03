import { parseArgs } from "node:util";
import { ensureBuild } from "./setup/build.mjs";
import { ensureComponents } from "./test/components.ts";
import { runStorm } from "../tests/faults/storm.ts";

/*
 * `npm run test:faults`: breaks everything that can break while people write, and checks that nothing acknowledged was
 * lost, doubled or reordered. `-- --faults 100 --clients 24 --seed 7` makes it longer, or repeats one.
 */
const { values } = parseArgs({
  options: {
    faults: { type: "string", default: "20" },
    clients: { type: "string", default: "8" },
    channels: { type: "string", default: "3" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const numbers = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
const { faults = 0, clients = 0, channels = 0, seed = 0 } = numbers;
if (!Object.values(numbers).every((number) => Number.isInteger(number) && number > 0)) {
  console.error("--faults, --clients, --channels and --seed take whole numbers above zero.");
  process.exit(2);
}

const missing = await ensureComponents(["redis"]);
for (const component of missing.failed) console.error(component);
await ensureBuild(process.cwd());
console.log(`Seed ${seed}: ${clients} clients in ${channels} channels, ${faults} faults.`);
const report = await runStorm({ faults, clients, channels, seed, tell: console.log });
console.log(
  `${report.acknowledged} messages acknowledged, ${report.givenUp} given up, ${report.catchUps} catch-ups, ${report.faults.length} faults.`,
);
for (const violation of report.violations.slice(0, 50)) console.error(violation);
console.log(
  report.violations.length === 0 ? "The promise was kept." : `${report.violations.length} violations.`,
);
process.exitCode = report.violations.length === 0 && report.faults.length === faults ? 0 : 1;
