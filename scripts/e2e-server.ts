// Serves the production build for the browser tests, on an empty data folder. playwright.config.ts starts it.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { withoutProductSettings } from "./test/stage.ts";

const { E2E_PORT = "4173", E2E_DATA_DIR = ".data/test/e2e" } = process.env;

rmSync(E2E_DATA_DIR, { recursive: true, force: true });
const server = spawn(process.execPath, ["server.ts"], {
  stdio: "inherit",
  env: {
    ...withoutProductSettings(process.env),
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: E2E_PORT,
    APP_URL: `http://localhost:${E2E_PORT}`,
    DATA_DIR: E2E_DATA_DIR,
    // Tests sign up far more people from one address than a person would.
    RATE_LIMIT_SCALE: "0",
    LOG_LEVEL: "warn",
  },
});
// Playwright signals the whole process group, so the server has the signal already; this waits for it to drain.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
server.on("exit", (code) => process.exit(code ?? 1));
