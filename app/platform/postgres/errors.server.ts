/** SQLSTATE 23505. `constraint` names the index when several could have refused. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const cause = findPostgresError(error);
  return cause?.code === "23505" && (constraint === undefined || cause.constraint_name === constraint);
}

/** The server is away, starting, stopping, or refuses more connections: worth trying again, never a "no". */
export function isDatabaseOutage(error: unknown): boolean {
  const code = findPostgresError(error)?.code ?? "";
  // Classes 08 (connection), 53 (resources) and 57 (operator intervention, time that ran out), locks that were not let go
  // in time, and the driver's own names.
  return (
    /^(08|53|57P0|57014|55P03|25P03)/.test(code) ||
    /^(CONNECT|CONNECTION_|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/.test(code)
  );
}

function findPostgresError(error: unknown): { code?: string; constraint_name?: string } | undefined {
  // drizzle wraps the driver's error as `cause`.
  for (let current = error; current instanceof Error; current = current.cause) {
    if ("code" in current && typeof current.code === "string") return current as Error & { code: string };
  }
  return undefined;
}
