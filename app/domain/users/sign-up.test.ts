import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { withDatabase } from "#tests/database.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createPerson } from "#tests/factories.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { deleteAccount } from "./delete-account.server.ts";
import { hasAccounts, signUp } from "./sign-up.server.ts";

withDatabase();

const origin = { address: "127.0.0.1", userAgent: "tests" };

function register(username: string) {
  return signUp({ username, email: `${username}@parley.test`, password: PASSWORD }, origin);
}

/** Connections to this database that wait for a lock. */
async function countWaiting(): Promise<number> {
  const waiting = sql`select count(*) as count from pg_locks where not granted
    and database = (select oid from pg_database where datname = current_database())`;
  const [row] = await db().execute<{ count: string }>(waiting);
  return Number(row?.count);
}

beforeEach(async () => {
  await db().execute(sql`truncate users cascade`);
  setEnvironment();
});

test("the first account of an installation is its admin, and the next is not", async () => {
  expect(await hasAccounts()).toBe(false);
  expect((await register("ada")).user.role).toBe("admin");
  expect(await hasAccounts()).toBe(true);
  expect((await register("ben")).user.role).toBe("user");
});

test("of several first accounts at once exactly one is the admin", async () => {
  // Hashing takes them different times; nobody can be added until all of them have come as far as they can.
  const registered = await db().transaction(async (transaction) => {
    await transaction.execute(sql`lock table users in exclusive mode`);
    const all = Promise.all(["ada", "ben", "cleo", "olga"].map(register));
    await expect.poll(countWaiting, { timeout: 20_000 }).toBe(4);
    return { all };
  });
  const sessions = await registered.all;
  expect(sessions.map(({ user }) => user.role).sort()).toEqual(["admin", "user", "user", "user"]);
});

test("of two sign-ups at once for one name, one gets it and the other is told which field is taken", async () => {
  const outcomes = await Promise.allSettled([register("ada"), register("ADA")]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refusal = outcomes.find((outcome) => outcome.status === "rejected");
  expect(refusal?.reason).toMatchObject({ code: "conflict", errors: [{ path: "username", code: "taken" }] });
});

test("where sign-up is closed the first account is still let in, and nobody after", async () => {
  setEnvironment({ SIGNUP_MODE: "closed" });
  expect((await register("ada")).user.role).toBe("admin");
  await expect(register("ben")).rejects.toMatchObject({ code: "forbidden" });
});

test("two last admins cannot leave at once", async () => {
  const admins = [await createPerson(people.ada, "admin"), await createPerson(people.ben, "admin")];
  const outcomes = await Promise.allSettled(
    admins.map(({ actor }) => deleteAccount(actor, { password: PASSWORD })),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});
