import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    include: ["app/**/*.test.{ts,tsx}", "tests/**/*.test.ts", "scripts/**/*.test.ts"],
    // Each worker has a database of its own (tests/worker-setup.ts); processes, so that a crash takes one down only.
    pool: "forks",
    maxWorkers: 2,
    // Nothing is measured by time; these only end what hangs, also on a machine that is busy with other things.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    globalSetup: ["tests/global-setup.ts"],
    setupFiles: ["tests/worker-setup.ts"],
  },
});
