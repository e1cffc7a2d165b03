// `npm run bench:web`: what Lighthouse says of the production build on a phone, and what a first page weighs.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type BrowserContext } from "@playwright/test";
import lighthouse from "lighthouse";
import { ensureBuild } from "../../scripts/setup/build.mjs";
import { ensureComponents } from "../../scripts/test/components.ts";
import { makeLaunchOptions } from "../../tests/chromium.ts";
import { measureFirstLoad, sumOf } from "../../tests/first-load.ts";
import { findFreePort } from "#app/platform/postgres/free-port.server.ts";
import { startSite, type Site } from "./site.ts";

/** Scores, out of 100. */
const TARGETS = { performance: 95, accessibility: 100, "best-practices": 100 };
const TIMES = {
  FCP: "first-contentful-paint",
  LCP: "largest-contentful-paint",
  TBT: "total-blocking-time",
  SI: "speed-index",
  CLS: "cumulative-layout-shift",
};
/** Kilobytes after gzip. */
const SCRIPTS_MAX = 140;

/** What another file of this folder measures, by `measure`, which it exports. */
interface Extra {
  measure?: (site: Site) => Promise<{ what: string; value: string; target: string; isMet: boolean }[]>;
}

/** A browser that was never here, signed in or not, with a port for whoever steers it. */
async function withBrowser<T>(
  site: Site,
  isSignedIn: boolean,
  visit: (context: BrowserContext, port: number) => Promise<T>,
): Promise<T> {
  const port = await findFreePort();
  const folder = await mkdtemp(join(tmpdir(), "parley-bench-"));
  const options = makeLaunchOptions([`--remote-debugging-port=${port}`]);
  const context = await chromium.launchPersistentContext(folder, options);
  try {
    if (isSignedIn) await context.addCookies(site.cookies);
    return await visit(context, port);
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Lighthouse's own phone and network, simulated. */
async function judge(url: string, port: number): Promise<Record<string, string>> {
  const flags = {
    port,
    disableStorageReset: true,
    onlyCategories: Object.keys(TARGETS),
    logLevel: "error" as const,
  };
  const { lhr } = (await lighthouse(url, flags)) ?? {};
  if (!lhr || lhr.runtimeError) throw new Error(`${url}: ${lhr?.runtimeError?.message ?? "no report"}`);
  const row: Record<string, string> = {};
  for (const [name, target] of Object.entries(TARGETS)) {
    const score = Math.round((lhr.categories[name]?.score ?? 0) * 100);
    row[name] = score >= target ? String(score) : `${score}, missed`;
    if (score < target && name !== "performance") explain(url, name);
  }
  for (const [name, audit] of Object.entries(TIMES)) row[name] = lhr.audits[audit]?.displayValue ?? "?";
  return row;

  function explain(page: string, category: string): void {
    for (const { id } of lhr?.categories[category]?.auditRefs ?? []) {
      const audit = lhr?.audits[id];
      if (audit && audit.score !== null && audit.score < 1) console.log(`${page}: ${audit.title}`);
    }
  }
}

async function judgePages(site: Site): Promise<void> {
  const pages = ["/login", `/channels/${site.channelId}`, "/search", "/settings/appearance"];
  const table: Record<string, Record<string, string>> = {};
  for (const path of pages) {
    console.log(`${path} ...`);
    const name = path.replace(site.channelId, ":id");
    table[name] = await withBrowser(site, path !== "/login", (_context, port) =>
      judge(site.url + path, port),
    );
  }
  console.table(table);
}

async function weigh(site: Site): Promise<void> {
  const files = await withBrowser(site, true, async (context) =>
    measureFirstLoad(await context.newPage(), `${site.url}/channels/${site.channelId}`),
  );
  const rows = (["script", "texts", "stylesheet", "page"] as const).map((kind) => {
    const size = sumOf(files, kind);
    const count = files.filter((file) => file.kind === kind).length;
    const verdict = kind !== "script" ? "" : size <= SCRIPTS_MAX ? "met" : "missed";
    return { "first load of a channel": kind, files: count, "kB, gzip": size.toFixed(1), "140 kB": verdict };
  });
  console.table(rows);
}

async function measureExtras(site: Site): Promise<void> {
  const own = new Set(["run.ts", "site.ts"]);
  for (const name of await readdir(import.meta.dirname)) {
    if (own.has(name) || !name.endsWith(".ts")) continue;
    const { measure } = (await import(pathToFileURL(join(import.meta.dirname, name)).href)) as Extra;
    const rows = (await measure?.(site)) ?? [];
    if (rows.length > 0)
      console.table(rows.map(({ isMet, ...row }) => ({ ...row, result: isMet ? "met" : "missed" })));
  }
}

const missing = await ensureComponents(["chromium"]);
for (const reason of missing.failed) console.error(reason);
await ensureBuild(process.cwd());
const site = await startSite();
try {
  await weigh(site);
  await judgePages(site);
  await measureExtras(site);
} finally {
  await site.stop();
}
