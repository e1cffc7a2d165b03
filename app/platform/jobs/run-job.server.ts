import type { Job, PgBoss } from "pg-boss";
import { logger } from "../logger.server.ts";
import { definitions } from "./registry.server.ts";

/**
 * Runs one fetched job. Done, it leaves nothing behind: its data may hold tokens. Rethrows what its handler threw, once
 * that is logged.
 */
export async function runJob(boss: PgBoss, { id, name, data, retryCount }: Job): Promise<void> {
  const definition = definitions.get(name);
  if (!definition) throw new Error(`No job is called ${name}.`);
  try {
    await definition.handler(data as never);
  } catch (error) {
    const isLast = retryCount >= definition.retryLimit;
    const line = { door: "jobs", job: name, id, run: retryCount + 1, err: describeFailure(error) };
    if (isLast) logger().error(line, "job failed for good");
    else logger().warn(line, "job failed, and will be tried again");
    throw error;
  }
  await boss.deleteJob(name, { id, retryCount });
}

/** What the row of a failed job keeps. Messages stay out of it: they quote addresses, and outlive the account. */
export function describeOutcome(error: unknown): { type: string; code: string | undefined } {
  if (!(error instanceof Error)) return { type: typeof error, code: undefined };
  return { type: error.constructor.name, code: "code" in error ? String(error.code) : undefined };
}

/** Names and places only: what a handler throws may quote its data, and what a mail server answers quotes the address. */
function describeFailure(error: unknown): object {
  if (!(error instanceof Error)) return describeOutcome(error);
  const stack = error.stack
    ?.replace(error.message, "")
    .split("\n")
    .filter((row) => row.trimStart().startsWith("at "))
    .slice(0, 12);
  return { ...describeOutcome(error), stack, cause: error.cause && describeFailure(error.cause) };
}
