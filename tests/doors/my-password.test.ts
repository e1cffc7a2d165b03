import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { auditLog, passwords, sessions } from "#app/db/schema/index.ts";
import { issueMailedToken } from "#app/domain/tokens/mailed-tokens.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
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

const change = (body: object, person = ada) => rest(person, "PUT", "/me/password", { body });
const logIn = (password: string) =>
  rest<SessionView>(null, "POST", "/auth/login", { body: { login: ada.username, password } });
const isSignedIn = async (session: SessionView) => (await rest({ session }, "GET", "/me")).status === 200;

/** The session was opened a while ago, so that a sensitive step asks who is there. */
async function letProofGrowOld(): Promise<void> {
  await db()
    .update(sessions)
    .set({ provenAt: sql`now() - interval '11 minutes'` })
    .where(eq(sessions.userId, ada.id));
}

/** By each door: the answer's code. */
const DOORS = [
  ["REST", async (fields: Record<string, string>) => (await change(fields)).body?.code ?? "ok"],
  [
    "form",
    async (fields: Record<string, string>) =>
      (await postForm(ada, "/settings/security", { intent: "password", ...fields })).code,
  ],
] as const;

describe.each(DOORS)("a new password by %s", (_, set) => {
  test("opens the account from then on, and the old one no longer does", async () => {
    await letProofGrowOld();
    expect(await set({ newPassword: NEW, password: PASSWORD })).toBe("ok");
    expect((await logIn(NEW)).status).toBe(200);
    expect((await logIn(PASSWORD)).status).toBe(401);
  });

  test("ends all other sessions with their sockets, and not this one", async () => {
    const [phone, tablet] = [await openSession(ada), await openSession(ada, { remember: true })];
    const [here, there] = [await connect(ada), await connect({ session: phone })];
    const outsider = await connect(await createPerson(people.olga));
    expect(await set({ newPassword: NEW })).toBe("ok");
    await expect.poll(() => there.socket.connected).toBe(false);
    expect(there.told).toEqual([{ event: "session:ended", payload: { reason: "password_changed" } }]);
    expect([await isSignedIn(phone), await isSignedIn(tablet)]).toEqual([false, false]);
    expect(await isSignedIn(ada.session)).toBe(true);
    for (const client of [here, outsider]) {
      expect(await client.ask("user:find", { userIds: [] })).toEqual({ ok: true, data: [] });
      expect(client.heard("session:ended")).toEqual([]);
    }
  });

  test("is told to the owner by mail, with a way back, and written down", async () => {
    expect(await set({ newPassword: NEW })).toBe("ok");
    await workOffJobs();
    const mails = await readMails(ada.email);
    expect(mails).toMatchObject([{ subject: "Your password was changed" }]);
    expect(new URL(findLink(mails[0]!)).pathname).toBe("/forgot-password");
    const entries = await db().select().from(auditLog).where(eq(auditLog.targetId, ada.id));
    expect(entries).toMatchObject([{ action: "password.change", actorId: ada.id }]);
    expect(JSON.stringify([mails, entries])).not.toContain(NEW);
  });

  test.each([
    ["without proof", {}],
    ["with a wrong password", { password: "wrong password" }],
    ["with an empty one", { password: "" }],
    ["with a wrong code", { code: "000000" }],
  ])("is refused %s once the last proof is old", async (__, proof: Record<string, string>) => {
    await letProofGrowOld();
    const other = await openSession(ada);
    expect(await set({ newPassword: NEW, ...proof })).toBe("invalid_input");
    expect((await logIn(NEW)).status).toBe(401);
    expect(await isSignedIn(other)).toBe(true);
    await workOffJobs();
    expect(await readMails(ada.email)).toEqual([]);
  });

  test.each(["short", "x".repeat(73), "password1234", ""])(
    "is refused when it is %j",
    async (newPassword) => {
      expect(await set({ newPassword, password: PASSWORD })).toBe("invalid_input");
      expect((await logIn(PASSWORD)).status).toBe(200);
    },
  );
});

test("a wrong password beside a recent proof is refused all the same", async () => {
  expect((await change({ newPassword: NEW, password: "wrong password" })).body).toMatchObject({
    code: "invalid_input",
    errors: [{ path: "password", code: "wrong_password" }],
  });
});

test("the links for a new password or address that were mailed before stop working", async () => {
  const options = { userId: ada.id, purpose: "reset_password", subject: ada.email, lifetime: HOUR } as const;
  const token = await issueMailedToken(db(), options);
  const move = await issueMailedToken(db(), {
    ...options,
    purpose: "change_email",
    subject: `x${ada.email}`,
  });
  expect((await change({ newPassword: NEW })).status).toBe(204);
  const moved = await rest(null, "POST", "/auth/confirm-email", { body: { token: move } });
  expect(moved.body.code).toBe("gone");
  const body = { token, newPassword: `${NEW} again` };
  expect((await rest(null, "POST", "/auth/reset-password", { body })).body.code).toBe("gone");
});

test("a change of address that was asked for before mails no link any more", async () => {
  const [before, after] = [`before-${ada.email}`, `after-${ada.email}`];
  expect((await rest(ada, "PUT", "/me/email", { body: { email: before } })).status).toBe(202);
  expect((await change({ newPassword: NEW })).status).toBe(204);
  expect((await rest(ada, "PUT", "/me/email", { body: { email: after } })).status).toBe(202);
  await workOffJobs();
  expect(await readMails(before)).toEqual([]);
  expect(await readMails(after)).toHaveLength(1);
});

test("of two changes that begin with the same password one goes through", async () => {
  const answers = await Promise.all([change({ newPassword: NEW }), change({ newPassword: `${NEW} two` })]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 401]);
  expect((await logIn(answers[0].status === 204 ? NEW : `${NEW} two`)).status).toBe(200);
});

test("an account without a password gets one right after logging in, and not later", async () => {
  await db().delete(passwords).where(eq(passwords.userId, ada.id));
  expect((await openPage(ada, "/settings/security")).html).toContain("Your account has no password yet.");
  await letProofGrowOld();
  expect((await change({ newPassword: NEW })).body.code).toBe("forbidden");
  await db().update(sessions).set({ provenAt: new Date() }).where(eq(sessions.userId, ada.id));
  expect((await change({ newPassword: NEW })).status).toBe(204);
  expect((await logIn(NEW)).status).toBe(200);
});

test("nobody sets one who is not signed in", async () => {
  const body = { newPassword: NEW, password: PASSWORD };
  expect((await rest(null, "PUT", "/me/password", { body })).body.code).toBe("unauthenticated");
  expect((await postForm(null, "/settings/security", { intent: "password", ...body })).location).toBe(
    "/login",
  );
  expect((await logIn(PASSWORD)).status).toBe(200);
});

test("the form shows its errors beside its own fields and keeps no password", async () => {
  await letProofGrowOld();
  const fields = { intent: "password", newPassword: "short", password: PASSWORD };
  const page = await postForm(ada, "/settings/security", fields);
  expect(page.status).toBe(422);
  expect(page.html).toContain("Use at least 10 characters.");
  expect(page.html).not.toContain(PASSWORD);
  expect(page.html).not.toContain('value="short"');
});
