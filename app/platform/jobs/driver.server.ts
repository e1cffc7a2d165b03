import type { Db } from "pg-boss";
import postgres from "postgres";

/**
 * A pool for pg-boss alone, opened when it is first used. Not the app's: drizzle changes how that one reads times and
 * writes JSON, and a burst of messages should not keep jobs waiting. Two connections, so that one can cancel what the
 * other runs; listening takes a third.
 */
export function createJobPool(url: string): postgres.Sql {
  return postgres(url, {
    max: 2,
    onnotice: () => {},
    connection: { application_name: "parley jobs" },
    // pg-boss hands over JSON that is text already.
    types: {
      json: {
        to: 114,
        from: [114, 3802],
        serialize: (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)),
        parse: (text: string) => JSON.parse(text) as unknown,
      },
    },
  });
}

/** pg-boss on postgres.js, so that one driver speaks to the database. With this given, pg-boss opens no connection of its own. */
export function createJobDriver(pool: postgres.Sql): Db {
  return {
    async executeSql(text, values = []) {
      const parameters = values.map((value) => value ?? null) as postgres.ParameterOrJSON<never>[];
      return { rows: flattenRows(await pool.unsafe(unwrapTransaction(text), parameters)) };
    },
    async listen(channel, onNotification, onReconnect) {
      const listener = await pool.listen(channel, onNotification, onReconnect);
      return { close: () => listener.unlisten() };
    },
  };
}

/**
 * Statements that are sent together are one transaction already, and one that fails leaves nothing behind. With BEGIN
 * they would need a reserved connection, and postgres.js 3.4.9 takes the process down when the server drops one of
 * those (porsager/postgres issue 1208).
 */
function unwrapTransaction(text: string): string {
  return /^\s*BEGIN;(.*)COMMIT;\s*$/s.exec(text)?.[1] ?? text;
}

/** Several statements give a list of results, one gives its rows. */
function flattenRows(result: postgres.Row[] | postgres.Row[][]): postgres.Row[] {
  return (result as (postgres.Row | postgres.Row[])[]).flat();
}
