import { connectDatabase, disconnectDatabase } from "#app/db/client.server.ts";
import { verifyAudit } from "#app/domain/audit/verify-audit.server.ts";
import { EnvError } from "#app/platform/env.server.ts";
import { DatabaseStartError } from "#app/platform/postgres/embedded.server.ts";
import { visitPostgres } from "#app/platform/postgres/visit.server.ts";

/* Says whether the audit log is as it was written, whether Parley is running or not. Exits with 1 where it is not. */

process.env["LOG_LEVEL"] ??= "warn";

/** PostgreSQL's code for a table that is not there. */
const UNDEFINED_TABLE = "42P01";

async function verify(): Promise<void> {
  const { rows, fault } = await verifyAudit();
  if (!fault) return console.log(`${rows} ${rows === 1 ? "row" : "rows"}, the chain is whole.`);
  console.error(`The chain breaks at row ${fault.id}: ${fault.reason}.`);
  process.exitCode = 1;
}

function explain(error: unknown): string {
  if (error instanceof EnvError || error instanceof DatabaseStartError) return error.message;
  const { cause } = error as { cause?: { code?: string } };
  if (cause?.code === UNDEFINED_TABLE) return "This database has no audit log. Start Parley once.";
  return `The audit log could not be read.\n${String(error)}`;
}

try {
  const postgres = await visitPostgres();
  try {
    connectDatabase(postgres.url, { connections: 1 });
    await verify();
  } finally {
    await disconnectDatabase();
    await postgres.stop();
  }
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
