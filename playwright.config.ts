import { defineConfig } from "@playwright/test";
import { makeLaunchOptions } from "./tests/chromium.ts";

// Another one lets several copies of the repository run their tests side by side.
const port = Number(process.env["E2E_PORT"] ?? 4173);
const dataDir = ".data/test/e2e";

const FAULTS = "**/*faults.spec.ts";

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/first-admin.ts",
  outputDir: ".data/test/browser",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A test that passes at the second try hides a bug that people meet at the first.
  retries: 0,
  workers: 2,
  // For a machine that does other things as well; nothing waits for as long where all is well.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    // Socket.IO does not listen for the loss of the network on the host name localhost.
    baseURL: `http://127.0.0.1:${port}`,
    trace: "retain-on-first-failure",
    launchOptions: makeLaunchOptions(),
  },
  projects: [
    { name: "chromium", grepInvert: /@nojs-only/, testIgnore: FAULTS },
    // The same journeys once more by forms and links alone, for tests tagged @nojs (or @nojs-only).
    { name: "no-javascript", grep: /@nojs/, testIgnore: FAULTS, use: { javaScriptEnabled: false } },
    // Servers of their own, started, killed and stopped. No browser.
    { name: "faults", testMatch: FAULTS, timeout: 120_000 },
  ],
  webServer: {
    command: "node scripts/e2e-server.ts",
    url: `http://localhost:${port}/health`,
    env: { E2E_PORT: String(port), E2E_DATA_DIR: dataDir },
    reuseExistingServer: false,
    timeout: 60_000,
    stdout: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
  },
});
