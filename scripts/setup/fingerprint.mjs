import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** What the build is made from. Tests beside the sources do not count: an edited test needs no new build. */
const BUILD_SOURCES = [
  "app",
  "public",
  "scripts/build",
  "vite.config.ts",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
const TEST_FILE = /\.test\.tsx?$/;

/**
 * Names the installation that the lock file asks for on this machine. The platform is part of it: a node_modules that
 * moved between systems (a mounted folder, a copied laptop) holds the other one's binaries.
 * @param {string} root
 */
export function fingerprintDependencies(root) {
  const hash = createHash("sha256").update(`${process.platform}-${process.arch}\n`);
  return hash.update(readFileSync(join(root, "package-lock.json"))).digest("hex");
}

/**
 * Names the contents of everything that the build is made from. Contents, not times: a git checkout touches files
 * without changing them, and restores old ones with new times.
 * @param {string} root
 */
export function fingerprintSources(root) {
  const hash = createHash("sha256");
  for (const file of BUILD_SOURCES.flatMap((name) => listFiles(root, name))) {
    const content = readFileSync(join(root, file));
    // The length keeps the end of one file from passing for the start of the next.
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/**
 * Whether npm's own record of node_modules holds what the lock file asks for. Optional packages may be absent, since
 * most of them are for other platforms.
 * @param {string} root
 */
export function hasLockedPackages(root) {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const installed = readPackages(record);
  return Object.entries(readPackages(join(root, "package-lock.json"))).every(([path, locked]) => {
    if (path === "") return true;
    const found = installed[path];
    if (!found) return Boolean(locked.optional || locked.devOptional);
    return found.version === locked.version && found.integrity === locked.integrity;
  });
}

/**
 * Reads what an earlier set-up wrote down, or '' when there was none.
 * @param {string} file
 */
export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, "utf8").trim() : "";
}

/**
 * Writes a stamp whole or not at all: half a stamp would be compared as if it were one.
 * @param {string} file
 * @param {string} stamp
 */
export function writeStamp(file, stamp) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, `${stamp}\n`);
  renameSync(`${file}.${process.pid}`, file);
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
}

/**
 * @param {string} root
 * @param {string} name
 * @returns {string[]}
 */
function listFiles(root, name) {
  const path = join(root, name);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return TEST_FILE.test(name) ? [] : [name];
  const names = readdirSync(path).sort();
  return names.flatMap((child) => listFiles(root, `${name}/${child}`));
}
