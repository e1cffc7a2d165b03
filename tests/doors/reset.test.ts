import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import {
  auditLog,
  identities,
  mailedTokens,
  passkeys,
  passwords,
  recoveryCodes,
  totpFactors,
  users,
} from "#app/db/schema/index.ts";
import { checkCredentials } from "#app/domain/sessions/log-in.server.ts";
import { openSession as openFor } from "#app/domain/sessions/pending-log-in.server.ts";
import { issueMailedToken, type Purpose } from "#app/domain/tokens/mailed-tokens.server.ts";
import { writePassword } from "#app/domain/users/passwords.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { createId } from "#app/shared/ids.ts";
import { HOUR } from "#app/shared/time.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createPerson, openSession, type Person } from "#tests/factories.ts";
import { findLink, readMails } from "#tests/mailbox.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { withServer } from "./server.ts";
import { connect } from "./socket-client.ts";

withServer();

const NEW = "seven green lanterns over water";

let ada: Person;

beforeEach(async () => {
  ada = await createPerson(people.ada);
});

afterEach(() => setEnvironment());

const forget = (login: unknown) => rest(null, "POST", "/auth/forgot-password", { body: { login } });
const reset = (token: unknown, newPassword: unknown = NEW) =>
  rest(null, "POST", "/auth/reset-password", { body: { token, newPassword } });
const logIn = (password: string, login = ada.username) =>
  rest<SessionView>(null, "POST", "/auth/login", { body: { login, password } });
const isSignedIn = async (session: SessionView) => (await rest({ session }, "GET", "/me")).status === 200;
const tokenOf = (path: string) => new URLSearchParams(path.split("?")[1]).get("token") ?? "";

async function findMails(email = ada.email) {
  await workOffJobs();
  return readMails(email);
}

/** The path of the link that is mailed to somebody who asks for it. */
async function askForLink(login = ada.email): Promise<string> {
  expect((await forget(login)).status).toBe(202);
  return findLink((await findMails()).at(-1)!).replace(/^https?:\/\/[^/]+/, "");
}

/** One of each, as if somebody had set them up. */
async function addWaysIn(): Promise<void> {
  const userId = ada.id;
  await db().insert(totpFactors).values({ userId, secret: "not read", confirmedAt: new Date() });
  await db()
    .insert(passkeys)
    .values({ id: createId(), userId, name: "key", publicKey: "", counter: 0, transports: [] });
  await db().insert(identities).values({ id: createId(), userId, provider: "github", subject: createId() });
  await db().insert(recoveryCodes).values({ id: createId(), userId, codeHash: "not read" });
}

/** Connections to this database that wait for a lock. */
async function countWaiting(): Promise<number> {
  const waiting = sql`select count(*) as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  const [row] = await db().execute<{ count: string }>(waiting);
  return Number(row?.count);
}

function issue(purpose: Purpose): Promise<string> {
  return issueMailedToken(db(), { userId: ada.id, purpose, subject: ada.email, lifetime: HOUR });
}

describe("asking for a new password", () => {
  test.each([
    ["address", () => ada.email],
    ["address in capitals", () => ` ${ada.email.toUpperCase()} `],
    ["user name", () => ada.username],
    ["user name in capitals", () => ada.username.toUpperCase()],
  ])("by %s mails a link to the account's address, and no other", async (_, login) => {
    const ben = await createPerson(people.ben);
    expect(tokenOf(await askForLink(login()))).toMatch(/^[\w-]{43}$/);
    expect(await findMails()).toMatchObject([{ to: ada.email, subject: "Set a new password" }]);
    expect(await findMails(ben.email)).toEqual([]);
  });

  test("of nobody, of a deactivated or an erased account is answered alike and mails nothing", async () => {
    const [gone, erased] = [await createPerson(people.ben), await createPerson(people.cleo)];
    await db().update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, gone.id));
    await db().update(users).set({ email: null }).where(eq(users.id, erased.id));
    const unknown = `nobody-${ada.id}@parley.test`;
    const comparable = async (login: string) => {
      const { status, body, headers } = await forget(login);
      const kept = [...headers].filter(([name]) => !["date", "x-request-id"].includes(name));
      const page = await postForm(null, "/forgot-password", { login });
      return { status, body, kept, page: page.status, html: page.html.replace(/nonce="[^"]*"/g, "") };
    };
    const known = await comparable(ada.email);
    expect(known).toMatchObject({ status: 202, body: undefined, page: 200 });
    expect(known.html).toContain(
      "If there is an account with this address or username, a mail with a link is on its way.",
    );
    for (const login of [unknown, gone.email, erased.username])
      expect(await comparable(login)).toEqual(known);
    for (const email of [unknown, gone.email, erased.email]) expect(await findMails(email)).toEqual([]);
    expect(await findMails()).toHaveLength(2);
  });

  test("too often is refused alike for known and unknown accounts, in whatever case", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.4" });
    for (const login of [ada.email, `nobody-${ada.id}@parley.test`]) {
      expect((await forget(login)).status).toBe(202);
      const answer = await forget(login.toUpperCase());
      expect(answer.body).toMatchObject({ status: 429, code: "rate_limited" });
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    // The address of whoever asks is counted, too.
    for (let count = 0; count < 2; count++) await forget(`other-${count}-${ada.id}@parley.test`);
    const page = await postForm(null, "/forgot-password", { login: "somebody@parley.test" });
    expect(page.code).toBe("rate_limited");
    expect(page.html).toMatch(/Try again in \w+/);
    expect(page.html).toContain('value="somebody@parley.test"');
  });

  test.each([
    ["", "required"],
    [undefined, "required"],
    [7, "wrong_type"],
    ["a\0b", "bad_text"],
    ["a\ud800", "bad_text"],
    ["x".repeat(255), "too_long"],
  ])("refuses %j as a login", async (login, code) => {
    expect((await forget(login)).body).toMatchObject({
      code: "invalid_input",
      errors: [{ path: "login", code }],
    });
  });
});

describe("a link for a new password", () => {
  test("sets it on its page, and says so where one logs in", async () => {
    const path = await askForLink();
    const page = await openPage(null, path);
    expect(page.html).toContain("New password");
    expect(page.html).toContain(ada.username);
    const done = await postForm(null, path, { newPassword: NEW });
    expect(done).toMatchObject({ status: 303, location: "/login?done=password_reset" });
    expect((await logIn(NEW)).status).toBe(200);
    expect((await logIn(PASSWORD)).status).toBe(401);
    expect((await openPage(null, path)).html).toContain("Ask for a new link");
  });

  test("can be opened without anything happening", async () => {
    const path = await askForLink();
    for (let count = 0; count < 3; count++) await openPage(null, path);
    expect((await logIn(PASSWORD)).status).toBe(200);
    expect((await reset(tokenOf(path))).status).toBe(204);
  });

  test("ends every session with its sockets, proves the address, tells the owner, and is written down", async () => {
    const [second, olga] = [await openSession(ada), await createPerson(people.olga)];
    const [client, outsider] = [await connect(ada), await connect(olga)];
    expect((await reset(tokenOf(await askForLink()))).status).toBe(204);
    expect([await isSignedIn(ada.session), await isSignedIn(second)]).toEqual([false, false]);
    await expect.poll(() => client.socket.connected).toBe(false);
    expect(client.told).toEqual([{ event: "session:ended", payload: { reason: "password_reset" } }]);
    expect((await findMails()).at(-1)?.subject).toBe("Your password was changed");
    const me = await rest({ session: (await logIn(NEW)).body }, "GET", "/me");
    expect(me.body).toMatchObject({ emailVerified: true });
    const entries = await db().select().from(auditLog).where(eq(auditLog.targetId, ada.id));
    expect(entries).toMatchObject([{ action: "password.reset", actorId: ada.id, address: "127.0.0.1" }]);
    expect(JSON.stringify(entries)).not.toMatch(/@|lanterns/);
    // Nobody else is touched.
    expect(await isSignedIn(olga.session)).toBe(true);
    expect(outsider.told).toEqual([]);
    expect(await findMails(olga.email)).toEqual([]);
  });

  test("works once, also when it is used twice at the same time", async () => {
    const token = tokenOf(await askForLink());
    const answers = await Promise.all([reset(token, `${NEW} one`), reset(token, `${NEW} two`)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 410]);
    const winner = answers[0].status === 204 ? "one" : "two";
    expect((await logIn(`${NEW} ${winner}`)).status).toBe(200);
    expect((await reset(token)).body.code).toBe("gone");
  });

  test("stops working when a newer one is asked for, and when the password is changed otherwise", async () => {
    const [older, newer] = [await askForLink(), await askForLink()];
    expect((await reset(tokenOf(older))).body.code).toBe("gone");
    const body = { newPassword: NEW, password: PASSWORD };
    expect((await rest(ada, "PUT", "/me/password", { body })).status).toBe(204);
    expect((await reset(tokenOf(newer), `${NEW} two`)).body.code).toBe("gone");
    expect((await logIn(NEW)).status).toBe(200);
  });

  test("is good for an hour", async () => {
    const path = await askForLink();
    const [row] = await db().select().from(mailedTokens).where(eq(mailedTokens.userId, ada.id));
    expect(Math.abs(row!.expiresAt.getTime() - Date.now() - HOUR)).toBeLessThan(HOUR / 2);
    expect(JSON.stringify(row)).not.toContain(tokenOf(path));
    const past = { expiresAt: sql`now() - interval '1 second'` };
    await db().update(mailedTokens).set(past).where(eq(mailedTokens.userId, ada.id));
    expect((await reset(tokenOf(path))).body).toMatchObject({ status: 410, code: "gone" });
    expect((await postForm(null, path, { newPassword: NEW })).html).toContain("Ask for a new link");
    expect((await logIn(PASSWORD)).status).toBe(200);
  });

  test.each(["verify_email", "change_email", "undo_email_change", "download_export"] as const)(
    "cannot be replaced by one for %s",
    async (purpose) => {
      expect((await reset(await issue(purpose))).body.code).toBe("gone");
      expect((await logIn(PASSWORD)).status).toBe(200);
    },
  );

  test("of an account that was deactivated since does nothing", async () => {
    const path = await askForLink();
    await db().update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, ada.id));
    expect((await reset(tokenOf(path))).body.code).toBe("gone");
    expect((await openPage(null, path)).html).toContain("Ask for a new link");
  });

  test.each([
    ["short", "too_short"],
    ["x".repeat(73), "too_long"],
    ["password1234", "too_common"],
    [undefined, "required"],
    [["a"], "wrong_type"],
  ])("stays good when it comes with %j, which is refused", async (newPassword, code) => {
    const token = tokenOf(await askForLink());
    const refused = await rest(null, "POST", "/auth/reset-password", { body: { token, newPassword } });
    expect(refused.body).toMatchObject({ code: "invalid_input", errors: [{ path: "newPassword", code }] });
    expect((await logIn(PASSWORD)).status).toBe(200);
    expect((await reset(token)).status).toBe(204);
  });

  test("gives a password to an account that had none", async () => {
    await db().delete(passwords).where(eq(passwords.userId, ada.id));
    expect((await logIn(PASSWORD)).status).toBe(401);
    expect((await reset(tokenOf(await askForLink()))).status).toBe(204);
    expect((await logIn(NEW)).status).toBe(200);
  });

  test("lifts a lockout", async () => {
    for (let count = 0; count < 6; count++) await logIn("wrong password");
    expect((await logIn(PASSWORD)).status).toBe(423);
    // The mail about the lockout comes before that of the link.
    expect((await reset(tokenOf(await askForLink()))).status).toBe(204);
    expect((await logIn(NEW)).status).toBe(200);
  });

  test("does not do away with a second factor of an account whose address was proven", async () => {
    await db().update(users).set({ emailVerifiedAt: new Date() }).where(eq(users.id, ada.id));
    await addWaysIn();
    expect((await reset(tokenOf(await askForLink()))).status).toBe(204);
    const { status, body } = await rest(null, "POST", "/auth/login", {
      body: { login: ada.username, password: NEW },
    });
    expect([status, body.errors]).toMatchObject([401, [{ path: "code", code: "required" }]]);
  });

  test("that proves the address leaves no way in that a stranger who signed up with it may have", async () => {
    await addWaysIn();
    expect((await reset(tokenOf(await askForLink()))).status).toBe(204);
    for (const table of [totpFactors, passkeys, identities, recoveryCodes])
      expect(await db().$count(table, eq(table.userId, ada.id))).toBe(0);
    expect((await logIn(NEW)).status).toBe(200);
  });

  test("lets no log-in through that has shown the old password before", async () => {
    const origin = { address: "127.0.0.1", userAgent: "tests" };
    const options = { remember: false, method: "password" } as const;
    const stranger = await checkCredentials({ login: ada.username, password: PASSWORD }, origin);
    expect((await reset(tokenOf(await askForLink()))).status).toBe(204);
    await expect(openFor(stranger, options, origin)).rejects.toMatchObject({ code: "unauthenticated" });
    const owner = await checkCredentials({ login: ada.username, password: NEW }, origin);
    expect(await openFor(owner, options, origin)).toMatchObject({ session: { user: { id: ada.id } } });
  });

  test("holds a log-in up that comes while the password is being written", async () => {
    const { answer } = await db().transaction(async (transaction) => {
      await transaction.select().from(users).where(eq(users.id, ada.id)).for("update");
      const started = logIn(PASSWORD);
      await expect.poll(countWaiting, { timeout: 10_000 }).toBeGreaterThan(0);
      await writePassword(transaction, ada.id, "not read");
      return { answer: started };
    });
    expect((await answer).body).toMatchObject({ code: "unauthenticated" });
  });

  test("takes a pending change of address along", async () => {
    const pending = await issue("change_email");
    expect((await reset(tokenOf(await askForLink()))).status).toBe(204);
    const answer = await rest(null, "POST", "/auth/confirm-email", { body: { token: pending } });
    expect(answer.body.code).toBe("gone");
  });
});
