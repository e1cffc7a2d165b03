import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Tally } from "./results.ts";

type Component = "chromium" | "redis";

const SYSTEM_CHROMIUMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
/** Playwright's own download goes below .data, because a run writes nowhere else. */
const BROWSERS_PATH = resolve(".data/browsers");

const canUseApt = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
let hasUpdatedApt = false;

/**
 * Installs the components that tests need and this machine lacks, and sets PARLEY_CHROMIUM for playwright.config.ts.
 * What cannot be had is a failure each, named with the command that would bring it.
 */
export async function ensureComponents(wanted: Component[]): Promise<Tally> {
  const failed: string[] = [];
  if (wanted.includes("redis") && !provideRedis()) {
    failed.push("component: redis-server; `apt-get install redis-server` or `brew install redis` brings it");
  }
  if (wanted.includes("chromium")) {
    const path = await provideChromium();
    if (path) process.env.PARLEY_CHROMIUM = path;
    else failed.push("component: Chromium; `npx playwright install --with-deps chromium` brings it");
  }
  return { passed: 0, failed };
}

function provideRedis(): boolean {
  return runs("redis-server") || (installByApt("redis-server") && runs("redis-server"));
}

async function provideChromium(): Promise<string | undefined> {
  const found = findSystemChromium() ?? (await findPlaywrightChromium());
  if (found) return found;
  if (installByApt("chromium") && findSystemChromium()) return findSystemChromium();
  console.log("Installing Playwright's Chromium ...");
  install(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "--no-shell", "chromium"]);
  return findPlaywrightChromium();
}

/** A Chromium that starts: on Ubuntu the package's file is there, but only tells to install a snap. */
function findSystemChromium(): string | undefined {
  return [process.env.PARLEY_CHROMIUM, ...SYSTEM_CHROMIUMS].find(
    (path) => path && existsSync(path) && runs(path),
  );
}

async function findPlaywrightChromium(): Promise<string | undefined> {
  const { chromium } = await import("@playwright/test");
  const own = chromium.executablePath();
  // The same place below the folder that this script downloads to.
  const ours = own.replace(/^.*?(?=\/chromium-\d+\/)/, BROWSERS_PATH);
  return [own, ours].find((path) => existsSync(path) && runs(path));
}

function runs(command: string): boolean {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;
}

function installByApt(name: string): boolean {
  if (!canUseApt) return false;
  if (!hasUpdatedApt) install("apt-get", ["update", "-qq"]);
  hasUpdatedApt = true;
  console.log(`Installing ${name} ...`);
  return install("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name]);
}

/** Runs an installer quietly; prints what it said when it fails. */
function install(command: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", PLAYWRIGHT_BROWSERS_PATH: BROWSERS_PATH };
  const result = spawnSync(command, args, { encoding: "utf8", env });
  if (result.status !== 0) console.error(result.error?.message ?? result.stdout + result.stderr);
  return result.status === 0;
}
