import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";

import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isBuilt } from "./setup/build.mjs";
import { decideInstall } from "./setup/dependencies.mjs";
import {
  fingerprintDependencies,
  fingerprintSources,
  hasLockedPackages,
  writeStamp,
} from "./setup/fingerprint.mjs";
import { holdSetupLock } from "./setup/lock.mjs";

let root: string;

beforeEach(() => {
  mkdirSync(".data/test", { recursive: true });
  root = mkdtempSync(resolve(".data/test/setup-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: unknown) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content));
}

describe("whether to install", () => {
  const locked = {
    "": { name: "parley" },
    "node_modules/zod": { version: "1.0.0", integrity: "a" },
    "node_modules/for-another-system": { version: "1.0.0", optional: true },
  };

  it("trusts the packages that npm recorded as installed", () => {
    write("package-lock.json", { packages: locked });
    expect(hasLockedPackages(root)).toBe(false);
    write("node_modules/.package-lock.json", {
      packages: { "node_modules/zod": locked["node_modules/zod"] },
    });
    expect(hasLockedPackages(root)).toBe(true);
  });

  it("sees another version, another content and a missing package", () => {
    write("package-lock.json", { packages: locked });
    for (const zod of [
      { version: "1.0.1", integrity: "a" },
      { version: "1.0.0", integrity: "b" },
      undefined,
    ]) {
      write("node_modules/.package-lock.json", { packages: { "node_modules/zod": zod } });
      expect(hasLockedPackages(root)).toBe(false);
    }
  });

  it("changes its fingerprint with the lock file", () => {
    write("package-lock.json", { packages: locked });
    const before = fingerprintDependencies(root);
    expect(fingerprintDependencies(root)).toBe(before);
    write("package-lock.json", { packages: {} });
    expect(fingerprintDependencies(root)).not.toBe(before);
  });

  it.each([
    { stamp: "", hasPackages: false, nodeRuns: false, decision: "packages" },
    { stamp: "old", hasPackages: false, nodeRuns: true, decision: "packages" },
    { stamp: "another system", hasPackages: true, nodeRuns: false, decision: "packages" },
    { stamp: "now", hasPackages: true, nodeRuns: false, decision: "node" },
    { stamp: "", hasPackages: true, nodeRuns: false, decision: "node" },
    { stamp: "", hasPackages: true, nodeRuns: true, decision: "stamp" },
    { stamp: "old", hasPackages: true, nodeRuns: true, decision: "stamp" },
    { stamp: "now", hasPackages: true, nodeRuns: true, decision: "nothing" },
  ])('$decision: stamp "$stamp", packages $hasPackages, node $nodeRuns', ({ decision, ...found }) => {
    expect(decideInstall({ wanted: "now", ...found })).toBe(decision);
  });
});

describe("whether to build", () => {
  beforeEach(() => {
    write("app/routes/index.tsx", "one");
    write("package.json", "{}");
    write("build/server/index.js", "");
    write("build/client/app.js", "");
    writeStamp(join(root, "build/.built-from"), fingerprintSources(root));
  });

  it("keeps a build whose sources are the same, also after a touch and an edited test", () => {
    write("app/routes/index.tsx", "one");
    write("app/routes/index.test.tsx", "a test");
    expect(isBuilt(root)).toBe(true);
  });

  it.each(["app/routes/index.tsx", "app/new.ts", "public/icon.svg", "vite.config.ts", "package-lock.json"])(
    "builds again when %s changes",
    (path) => {
      write(path, "two");
      expect(isBuilt(root)).toBe(false);
    },
  );

  it("builds again when a source or the output is gone", () => {
    rmSync(join(root, "build/server"), { recursive: true });
    expect(isBuilt(root)).toBe(false);
    write("build/server/index.js", "");
    expect(isBuilt(root)).toBe(true);
    rmSync(join(root, "app/routes"), { recursive: true });
    expect(isBuilt(root)).toBe(false);
  });
});

describe("the lock", () => {
  it("lets one set-up work at a time and leaves nothing behind", async () => {
    let working = 0;
    let most = 0;
    async function work() {
      most = Math.max(most, ++working);
      await new Promise((resolve) => setTimeout(resolve, 20));
      working--;
    }
    // A live process that is not this one holds the lock first; the lock is waited for until it is gone.
    write(".data/setup-lock", String(process.ppid));
    setTimeout(() => rmSync(join(root, ".data/setup-lock")), 300);
    await holdSetupLock(root, work);
    expect(most).toBe(1);
    expect(readdirSync(join(root, ".data"))).toEqual([]);
  });

  it("takes over from a process that died, and is released by work that fails", async () => {
    write(".data/setup-lock", "999999999");
    await expect(holdSetupLock(root, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await holdSetupLock(root, () => "done")).toBe("done");
  });
});
