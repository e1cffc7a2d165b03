// What becomes of a connection to PostgreSQL that breaks in the middle of a transaction: the driver as published ends the
// process then, or goes on outside of the transaction (docs/decisions/0021-postgres-driver.md).
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { toProblem } from "#app/doors/problem.server.ts";
import { createCuttingProxy } from "#tests/cutting-proxy.ts";
import { databaseUrl, withDatabase } from "#tests/database.ts";
import { captureLog } from "#tests/log.ts";
import { connectDatabase, db, disconnectDatabase, driver } from "./client.server.ts";

withDatabase();

let proxy: Awaited<ReturnType<typeof createCuttingProxy>>;

beforeEach(async () => {
  await disconnectDatabase();
  connectDatabase(databaseUrl());
  await db().execute(sql`create table if not exists notes (body text)`);
  await db().execute(sql`truncate notes`);
  await disconnectDatabase();
  proxy = await createCuttingProxy(databaseUrl());
  connectDatabase(proxy.url, { connections: 3 });
  captureLog();
});

afterEach(async () => {
  proxy.close();
  await disconnectDatabase();
  connectDatabase(databaseUrl());
});

const write = (body: string) => sql`insert into notes values (${body})`;

async function readNotes(): Promise<unknown[]> {
  return db().execute(sql`select body from notes`);
}

/** The code that a door answers with. */
async function failureOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => "no failure",
    (thrown: unknown) => thrown,
  );
  return error instanceof Error ? toProblem(error, { requestId: "1", door: "test" }).code : String(error);
}

test("a transaction whose connection breaks during a statement fails as unavailable and writes nothing", async () => {
  const failure = await failureOf(
    db().transaction(async (transaction) => {
      await transaction.execute(write("first"));
      proxy.loseNextAnswer();
      await transaction.execute(write("second"));
    }),
  );
  expect(failure).toBe("unavailable");
  expect(await readNotes()).toEqual([]);
});

test("a transaction whose connection breaks between statements writes nothing afterwards, however it goes on", async () => {
  let later: Promise<string> | undefined;
  const failure = await failureOf(
    db().transaction(async (transaction) => {
      await transaction.execute(write("first"));
      proxy.cut();
      // As soon as another connection is open, e.g. the same one again.
      for (let tries = 0; tries < 3; tries++) await Promise.resolve();
      later = waitUntilBack().then(() =>
        failureOf(transaction.execute(write("stray")).then(() => "written")),
      );
      await later;
    }),
  );
  expect([failure, await later]).toEqual(["unavailable", "unavailable"]);
  expect(await readNotes()).toEqual([]);
});

async function waitUntilBack(): Promise<void> {
  await expect.poll(() => readNotes().catch(() => "away"), { timeout: 10_000 }).not.toBe("away");
}

test("statements under way when every connection breaks fail as unavailable, and all connections come back", async () => {
  for (let round = 0; round < 5; round++) {
    const under = Array.from({ length: 30 }, (_, index) =>
      failureOf(
        index % 2 === 0
          ? db().transaction((transaction) => transaction.execute(write(`${index}`)))
          : driver()`select ${index}::int`,
      ),
    );
    await Promise.race(under);
    proxy.cut();
    const codes = new Set(await Promise.all(under));
    codes.delete("no failure");
    expect([...codes]).toEqual(["unavailable"]);
    // As many at once as there are connections: none of them is broken for good.
    await waitUntilBack();
    const asleep = Array.from({ length: 3 }, () => driver()`select pg_sleep(0.05)`);
    expect((await Promise.all(asleep)).map(({ length }) => length)).toEqual([1, 1, 1]);
  }
});
