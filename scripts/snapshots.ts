import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { SCREENS } from "./snapshots/screens.ts";
import { openStudio } from "./snapshots/studio.ts";
import { withoutProductSettings } from "./test/stage.ts";
import { makeLaunchOptions } from "../tests/chromium.ts";

/*
 * Takes pictures of the key screens of the built app into docs/snapshots, on demo data that is the same on any day. For
 * people who look at what a change does to them; no test, since every machine draws letters in its own way.
 */

const only = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "parley-snapshots-"));
const port = await findFreePort();
const base = `http://127.0.0.1:${port}`;

function start(args: string[], data: string) {
  return spawn(process.execPath, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...withoutProductSettings(process.env),
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: `${port}`,
      APP_URL: base,
      DATA_DIR: join(folder, data),
      RATE_LIMIT_SCALE: "0",
      LOG_LEVEL: "error",
      SEED_UNTIL: "2025-11-13T18:40:00Z",
    },
  });
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: free } = server.address() as AddressInfo;
  server.close();
  return free;
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch(`${base}/health/live`)).ok;
  } catch {
    return false;
  }
}

/** Serves one data folder while `work` is done. */
async function serve(data: string, work: () => Promise<void>): Promise<void> {
  const server = start(["server.ts"], data);
  try {
    while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 200));
    await work();
  } finally {
    server.kill();
    await once(server, "exit");
  }
}

const seeding = start(["scripts/seed.ts"], "full");
const [code] = (await once(seeding, "exit")) as [number];
if (code !== 0) throw new Error("The demo data could not be made.");
const browser = await chromium.launch(makeLaunchOptions());
try {
  for (const data of ["empty", "full"] as const) {
    const screens = SCREENS.filter((screen) => (screen.isEmpty ? "empty" : "full") === data);
    const wanted = screens.filter(({ name }) => only.length === 0 || only.includes(name));
    if (wanted.length > 0) await serve(data, () => openStudio(browser, base, wanted));
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
