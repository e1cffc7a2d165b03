import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import {
  identities,
  mailedTokens,
  passkeys,
  recoveryCodes,
  totpFactors,
  users,
} from "#app/db/schema/index.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { createId } from "#app/shared/ids.ts";
import { HOUR } from "#app/shared/time.ts";
import { createPerson, type Person } from "#tests/factories.ts";
import { findLink, readMails } from "#tests/mailbox.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { postForm, rest } from "./http-client.ts";
import { withServer } from "./server.ts";

withServer();

// Somebody who has got into ada's account moves it to an address of theirs; she has the link that undoes it.
let ada: Person;
let theirs: string;

beforeEach(async () => {
  ada = await createPerson(people.ada);
  theirs = `theirs-${ada.email}`;
  await db().update(users).set({ emailVerifiedAt: new Date() }).where(eq(users.id, ada.id));
});

const ask = (email: string, person = ada) => rest(person, "PUT", "/me/email", { body: { email } });
const confirm = (path: string) =>
  rest(null, "POST", "/auth/confirm-email", { body: { token: path.split("token=")[1] } });
const undo = (path: string) => postForm(null, path, {});
const findEmail = async (id = ada.id) =>
  (await db().query.users.findFirst({ where: eq(users.id, id) }))?.email;

/** The path of the newest link that was mailed there. */
async function findPath(to: string): Promise<string> {
  await workOffJobs();
  return findLink((await readMails(to)).at(-1)!).replace(/^https?:\/\/[^/]+/, "");
}

/** Returns the path that undoes the move. */
async function move(from: string, to: string): Promise<string> {
  expect((await ask(to)).status).toBe(202);
  expect((await confirm(await findPath(to))).status).toBe(204);
  return findPath(from);
}

function signUp(email: string) {
  const username = `mallory-${createId().slice(-8)}`;
  return rest(null, "POST", "/auth/signup", { body: { username, email, password: PASSWORD } });
}

test("using the link of a later change leaves the owner's good", async () => {
  const own = await move(ada.email, theirs);
  expect((await ask(`third-${theirs}`)).status).toBe(202);
  const later = await findPath(theirs);
  expect((await undo(later)).status).toBe(303);
  expect(await findEmail()).toBe(theirs);
  expect((await undo(own)).status).toBe(303);
  expect(await findEmail()).toBe(ada.email);
});

test("a link that is to be mailed when the owner has the account back already is not", async () => {
  const own = await move(ada.email, theirs);
  expect((await ask(`third-${theirs}`)).status).toBe(202);
  const before = (await readMails(theirs)).length;
  expect((await undo(own)).status).toBe(303);
  await workOffJobs();
  expect((await readMails(theirs)).length).toBe(before);
  expect(await readMails(`third-${theirs}`)).toEqual([]);
});

test("the address is kept for its owner as long as the change can be undone, and no longer", async () => {
  const ben = await createPerson(people.ben);
  const own = await move(ada.email, theirs);
  const refused = await signUp(ada.email);
  expect(refused.body).toMatchObject({ code: "conflict", errors: [{ path: "email", code: "taken" }] });
  expect((await ask(ada.email, ben)).status).toBe(202);
  expect((await confirm(await findPath(ada.email))).body.code).toBe("conflict");
  expect(await findEmail(ben.id)).toBe(ben.email);
  expect((await undo(own)).status).toBe(303);
  expect(await findEmail()).toBe(ada.email);
});

test("an address that can no longer be taken back is free", async () => {
  await move(ada.email, theirs);
  const past = { expiresAt: sql`now() - interval '1 second'` };
  await db().update(mailedTokens).set(past).where(eq(mailedTokens.purpose, "undo_email_change"));
  expect((await signUp(ada.email)).status).toBe(201);
});

/** A passkey, and an account at a provider, from before or after the change. */
async function addWaysIn(provider: string, createdAt: Date): Promise<void> {
  const row = { id: createId(), userId: ada.id, createdAt };
  await db()
    .insert(passkeys)
    .values({ ...row, name: provider, publicKey: "", counter: 0, transports: [] });
  await db()
    .insert(identities)
    .values({ ...row, provider, subject: createId() });
}

test("what was added since the change was asked for no longer opens the account; what is older does", async () => {
  const [userId, long] = [ada.id, new Date(Date.now() - HOUR)];
  await addWaysIn("github", long);
  await db().insert(recoveryCodes).values({ id: createId(), userId, codeHash: "not read" });
  // Theirs has taken the place of hers, whose row it was.
  const app = { userId, secret: "not read", createdAt: long, confirmedAt: long };
  await db().insert(totpFactors).values(app);
  expect((await ask(theirs)).status).toBe(202);
  await addWaysIn("google", new Date());
  await db().update(totpFactors).set({ confirmedAt: new Date() }).where(eq(totpFactors.userId, userId));
  expect((await undo(await findPath(ada.email))).status).toBe(303);
  const names = async (table: typeof passkeys | typeof identities) =>
    (await db().select().from(table).where(eq(table.userId, userId))).map((row) =>
      "name" in row ? row.name : row.provider,
    );
  expect([await names(passkeys), await names(identities)]).toEqual([["github"], ["github"]]);
  for (const table of [totpFactors, recoveryCodes])
    expect(await db().$count(table, eq(table.userId, userId))).toBe(0);
});

test("an authenticator app from before the change stays", async () => {
  const long = new Date(Date.now() - HOUR);
  const app = { userId: ada.id, secret: "not read", createdAt: long, confirmedAt: long };
  expect((await ask(theirs)).status).toBe(202);
  await db().insert(totpFactors).values(app);
  expect((await undo(await findPath(ada.email))).status).toBe(303);
  expect(await db().$count(totpFactors, eq(totpFactors.userId, ada.id))).toBe(1);
});
