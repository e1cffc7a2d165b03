import { readFileSync, writeFileSync } from "node:fs";

/*
 * Puts the optional packages of other platforms back into package-lock.json. npm leaves out those that its registry could
 * not serve, and then `npm ci` refuses the lock on every machine. Run it after a change of dependencies where the registry
 * lacks some of them (docs/decisions/0009). It adds entries and changes none.
 */

interface LockEntry {
  version?: string;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  dev?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
}

const SYSTEMS = "aix android darwin freebsd linux netbsd openbsd openharmony sunos win32".split(" ");
const PROCESSORS = "arm arm64 ia32 loong64 mips64el ppc64 ppc64le riscv64 s390x wasm32 x64".split(" ");

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, LockEntry> };

/** Whether Node would find the package from this folder, as it looks for it: here, then in each folder above. */
function isLocked(name: string, from: string): boolean {
  if (lock.packages[`${from ? `${from}/` : ""}node_modules/${name}`]) return true;
  if (from === "") return false;
  return isLocked(name, from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/"))));
}

/** What the name of a platform's package says about the platform. */
function describePlatform(name: string): Pick<LockEntry, "os" | "cpu" | "libc"> {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = words.includes("musl")
    ? "musl"
    : words.includes("gnu") && os[0] === "linux"
      ? "glibc"
      : undefined;
  return { ...(os.length && { os }), ...(cpu.length && { cpu }), ...(libc && { libc: [libc] }) };
}

const missing: Record<string, LockEntry> = {};
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const platform = describePlatform(name);
    const isExact = /^\d+\.\d+\.\d+\S*$/.test(version);
    if (isLocked(name, path) || !isExact || (!platform.os && !platform.cpu)) continue;
    missing[`node_modules/${name}`] = {
      version,
      ...platform,
      ...(entry.dev && { dev: true }),
      optional: true,
    };
  }
}

const { "": root, ...rest } = lock.packages;
const sorted = Object.entries({ ...rest, ...missing }).sort(([a], [b]) => a.localeCompare(b, "en"));
lock.packages = { ...(root && { "": root }), ...Object.fromEntries(sorted) };
if (Object.keys(missing).length > 0) writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log(`Added ${Object.keys(missing).length} packages to package-lock.json.`);
