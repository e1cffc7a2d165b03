import { access, constants, mkdir } from "node:fs/promises";
import { env } from "./env.server.ts";

type Check = "ok" | "down";

/** Runs a check; whatever it throws, and more than two seconds, counts as down. */
export async function probe(check: () => Promise<unknown>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("timed out")), 2000);
  });
  try {
    await Promise.race([check(), timeout]);
    return "ok";
  } catch {
    return "down";
  } finally {
    clearTimeout(timer);
  }
}

/** The folder that files go to can be written. Nothing else makes it where the database and the secret come from outside. */
export function probeStorage(): Promise<Check> {
  return probe(async () => {
    await mkdir(env().DATA_DIR, { recursive: true });
    await access(env().DATA_DIR, constants.W_OK);
  });
}
