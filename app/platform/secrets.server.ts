import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env, EnvError } from "./env.server.ts";
import { singleton } from "./singleton.server.ts";

/** The secrets that may verify; the first one signs. Generated once into DATA_DIR when SESSION_SECRET is unset. */
export function sessionSecrets(): string[] {
  return singleton("session secrets", () => {
    const { SESSION_SECRET, DATA_DIR } = env();
    if (SESSION_SECRET.length > 0) return SESSION_SECRET;
    try {
      return [readOrCreateSecret(DATA_DIR)];
    } catch (cause) {
      const reason = String((cause as NodeJS.ErrnoException).code);
      throw new EnvError(`DATA_DIR: the data folder ${DATA_DIR} cannot be written (${reason}).`, { cause });
    }
  });
}

function readOrCreateSecret(folder: string): string {
  const path = join(folder, "session-secret");
  const draft = `${path}.${process.pid}`;
  mkdirSync(folder, { recursive: true });
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  writeFileSync(draft, randomBytes(48).toString("base64url"), { mode: 0o600 });
  try {
    // Linking never replaces: of two processes that start at once, both read the one that came first.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(draft);
  }
  return readFileSync(path, "utf8").trim();
}
