import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { withDatabase } from "#tests/database.ts";
import { setEnvironment } from "#tests/environment.ts";
import { readMails } from "#tests/mailbox.ts";
import { PASSWORD } from "#tests/people.ts";
import { createAccount } from "./create-account.server.ts";
import { isPasswordOf } from "./passwords.server.ts";
import { signUpSchema } from "./sign-up.schema.ts";
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

test("an address in another spelling is the same address", async () => {
  const signUpAs = (username: string, email: string) => {
    const input = signUpSchema.parse({ username, email, password: PASSWORD });
    return signUp(input, origin);
  };
  await signUpAs("ada", "Ada@Bücher.Example");
  for (const email of ["ada@bücher.example", "ADA@XN--BCHER-KVA.EXAMPLE"]) {
    await expect(signUpAs("ben", email)).rejects.toMatchObject({
      errors: [{ path: "email", code: "taken" }],
    });
  }
  expect((await signUpAs("ben", "ben@bücher.example")).user.email).toBe("ben@xn--bcher-kva.example");
});

test("the first account needs no invite, whatever it brings", async () => {
  setEnvironment({ SIGNUP_MODE: "invite" });
  const input = { username: "ada", email: "ada@parley.test", password: PASSWORD, invite: "made up" };
  expect((await signUp(input, origin)).user.role).toBe("admin");
  await expect(register("ben")).rejects.toMatchObject({ code: "forbidden", key: "errors.invite_needed" });
});

test.each(["", "\u200b\u2060", "\u3164", " "])(
  "a name of nothing that can be seen, %j, becomes the user name",
  async (displayName) => {
    const account = { username: "ada", email: "ada@parley.test", passwordHash: null, invite: undefined };
    const user = await createAccount({ ...account, displayName, isEmailVerified: true });
    expect(user.displayName).toBe("ada");
  },
);

test("an account whose address is proven is mailed no link, and any other is", async () => {
  const account = { displayName: "", passwordHash: null, invite: undefined };
  const make = async (isEmailVerified: boolean) => {
    const username = `ada-${crypto.randomUUID().slice(0, 8)}`;
    const email = `${username}@parley.test`;
    const user = await createAccount({ ...account, username, email, isEmailVerified });
    await workOffJobs();
    return { user, subjects: (await readMails(email)).map(({ subject }) => subject) };
  };
  const proven = await make(true);
  expect(proven.user).toMatchObject({ displayName: proven.user.username, emailVerifiedAt: expect.any(Date) });
  expect(proven.subjects).toEqual([]);
  const open = await make(false);
  expect(open.user.emailVerifiedAt).toBeNull();
  expect(open.subjects).toEqual(["Confirm your email address"]);
  // Without a password, none opens it.
  expect(await isPasswordOf(open.user.id, "")).toBe(false);
});
