import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { auditLog, mailedTokens, sessions, users } from "#app/db/schema/index.ts";
import { issueMailedToken } from "#app/domain/tokens/mailed-tokens.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { DAY, HOUR } from "#app/shared/time.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import type { OwnUserView } from "#app/shared/views.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createPerson, openSession, type Person } from "#tests/factories.ts";
import { findLink, readMails } from "#tests/mailbox.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { withServer } from "./server.ts";
import { connect } from "./socket-client.ts";

withServer();

let ada: Person;
let email: string;

beforeEach(async () => {
  ada = await createPerson(people.ada);
  email = `new-${ada.email}`;
  await db().update(users).set({ emailVerifiedAt: new Date() }).where(eq(users.id, ada.id));
});

afterEach(() => setEnvironment());

const ask = (body: object, person = ada) => rest(person, "PUT", "/me/email", { body });
const confirm = (token: string) => rest(null, "POST", "/auth/confirm-email", { body: { token } });
const tokenOf = (path: string) => new URLSearchParams(path.split("?")[1]).get("token") ?? "";
const findUser = (person = ada) => db().query.users.findFirst({ where: eq(users.id, person.id) });
const logIn = (login: string, password = PASSWORD) =>
  rest<SessionView>(null, "POST", "/auth/login", { body: { login, password } });

async function findMails(to: string) {
  await workOffJobs();
  return readMails(to);
}

async function findPath(to: string): Promise<string> {
  return findLink((await findMails(to)).at(-1)!).replace(/^https?:\/\/[^/]+/, "");
}

/** Asks for the new address and opens the link that is mailed there. */
async function moveTo(address: string): Promise<void> {
  expect((await ask({ email: address })).status).toBe(202);
  expect((await confirm(tokenOf(await findPath(address)))).status).toBe(204);
}

describe("another address", () => {
  test("is the account's once its link is opened and its button pressed, and not before", async () => {
    expect((await ask({ email: email.toUpperCase() })).status).toBe(202);
    const path = await findPath(email);
    expect((await openPage(null, path)).html).toContain(email);
    expect((await rest<OwnUserView>(ada, "GET", "/me")).body.email).toBe(ada.email);
    expect((await logIn(email)).status).toBe(401);

    expect((await postForm(null, path, {})).html).toContain(`${email} is confirmed.`);
    const me = (await rest<OwnUserView>(ada, "GET", "/me")).body;
    expect(me).toMatchObject({ email, emailVerified: true });
    expect((await logIn(email)).status).toBe(200);
    expect((await logIn(ada.email)).status).toBe(401);
    const entries = await db().select().from(auditLog).where(eq(auditLog.targetId, ada.id));
    expect(entries).toMatchObject([{ action: "email.change", actorId: ada.id }]);
    expect(JSON.stringify(entries)).not.toContain("@");
  });

  test("is asked for on the page as well, which says what to do", async () => {
    const page = await postForm(ada, "/settings/security", { intent: "email", email });
    expect(page.html).toContain(`A link was mailed to ${email}.`);
    expect((await findMails(email)).map(({ subject }) => subject)).toEqual([
      "Confirm your new email address",
    ]);
    const refused = await postForm(ada, "/settings/security", { intent: "email", email: "ada at home" });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('value="ada at home"');
  });

  test("needs proof once the last one is old", async () => {
    await db()
      .update(sessions)
      .set({ provenAt: sql`now() - interval '11 minutes'` })
      .where(eq(sessions.userId, ada.id));
    expect((await ask({ email })).body.errors).toMatchObject([{ path: "password", code: "required" }]);
    expect((await ask({ email, password: "wrong password" })).body.errors).toMatchObject([
      { path: "password", code: "wrong_password" },
    ]);
    expect(await findMails(email)).toEqual([]);
    expect(await findMails(ada.email)).toEqual([]);
    expect((await ask({ email, password: PASSWORD })).status).toBe(202);
    expect(await findMails(email)).toHaveLength(1);
  });

  test.each([
    ["", "required"],
    [undefined, "required"],
    ["nobody", "bad_email"],
    ["a\0@parley.test", "bad_email"],
    ["a@parley.test\r\nBcc: olga@parley.test", "bad_email"],
    [`${"x".repeat(250)}@parley.test`, "too_long"],
    [["a@parley.test"], "wrong_type"],
  ])("is refused when it is %j", async (value, code) => {
    expect((await ask({ email: value })).body).toMatchObject({
      code: "invalid_input",
      errors: [{ path: "email", code }],
    });
  });

  test("is refused when it is the account's already", async () => {
    const answer = await ask({ email: ` ${ada.email.toUpperCase()}` });
    expect(answer.body.errors).toMatchObject([{ path: "email", code: "unchanged" }]);
    expect(await findMails(ada.email)).toEqual([]);
  });

  test("is not for people who are not signed in, and asked for too often is refused", async () => {
    expect((await rest(null, "PUT", "/me/email", { body: { email } })).body.code).toBe("unauthenticated");
    setEnvironment({ RATE_LIMIT_SCALE: "0.2" });
    expect((await ask({ email })).status).toBe(202);
    const answer = await ask({ email: `other-${email}` });
    expect(answer.body.code).toBe("rate_limited");
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await findMails(`other-${email}`)).toEqual([]);
  });

  test("stops being possible by an older link when another is asked for", async () => {
    await ask({ email });
    const older = tokenOf(await findPath(email));
    await moveTo(`other-${email}`);
    expect((await confirm(older)).body.code).toBe("gone");
    expect((await findUser())?.email).toBe(`other-${email}`);
  });

  test("makes links for a new password useless that went to the old one", async () => {
    const options = {
      userId: ada.id,
      purpose: "reset_password",
      subject: ada.email,
      lifetime: HOUR,
    } as const;
    const token = await issueMailedToken(db(), options);
    await moveTo(email);
    const body = { token, newPassword: "seven green lanterns over water" };
    expect((await rest(null, "POST", "/auth/reset-password", { body })).body.code).toBe("gone");
  });
});

describe("an address that somebody has", () => {
  let ben: Person;

  beforeEach(async () => {
    ben = await createPerson(people.ben);
  });

  test("is answered as a free one, and only its owner learns of it", async () => {
    const [taken, free] = [await ask({ email: ben.email }), await ask({ email })];
    expect([taken.status, taken.body]).toEqual([free.status, free.body]);
    const pages = [];
    for (const address of [ben.email, email]) {
      const page = await postForm(ada, "/settings/security", { intent: "email", email: address });
      const times = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
      const html = page.html.replaceAll(address, "it").replace(times, "then");
      pages.push([page.status, html.replace(/nonce="[^"]*"/g, "")]);
    }
    expect(pages[0]).toEqual(pages[1]);
    const mails = await findMails(ben.email);
    expect(mails.map(({ subject }) => subject)).toEqual(
      Array(2).fill("Your address was entered for another account"),
    );
    expect(mails[0]?.text).toContain(`Hello ${ben.displayName},`);
    expect(JSON.stringify(mails)).not.toContain(ada.username);
    expect(new URL(findLink(mails[0]!)).pathname).toBe("/login");
    // Whoever asks reads the same at the old address, too.
    const notices = (await findMails(ada.email)).map(({ subject, text }) => [
      subject,
      text.replaceAll(ben.email, email).replace(/token=\S+/, ""),
    ]);
    expect(notices).toHaveLength(4);
    for (const notice of notices) expect(notice).toEqual(notices[0]);
  });

  test("is a conflict when it was taken after the link was mailed", async () => {
    await ask({ email });
    const path = await findPath(email);
    await db().update(users).set({ email }).where(eq(users.id, ben.id));
    expect((await confirm(tokenOf(path))).body).toMatchObject({ status: 409, code: "conflict" });
    const page = await postForm(null, path, {});
    expect(page.code).toBe("conflict");
    expect(page.html).toContain("There is already an account with this email.");
    expect((await findUser())?.email).toBe(ada.email);
  });

  test("is one's own after all when two asked for the same and one was first", async () => {
    await ask({ email });
    const first = tokenOf(await findPath(email));
    await ask({ email }, ben);
    const second = tokenOf(await findPath(email));
    const answers = await Promise.all([confirm(first), confirm(second)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  });
});

describe("the old address", () => {
  test("is told where the account goes, and can take it back for seven days", async () => {
    const other = await openSession(ada);
    await ask({ email });
    const path = await findPath(ada.email);
    expect(await findMails(ada.email)).toMatchObject([
      { subject: "The email address of your account is about to change" },
    ]);
    const [row] = await db()
      .select()
      .from(mailedTokens)
      .where(eq(mailedTokens.tokenHash, sql`encode(sha256(${tokenOf(path)}::bytea), 'hex')`));
    expect(Math.abs(row!.expiresAt.getTime() - Date.now() - 7 * DAY)).toBeLessThan(HOUR);
    await confirm(tokenOf(await findPath(email)));

    expect((await openPage(null, path)).html).toContain("Undo the change");
    expect((await findUser())?.email).toBe(email);
    const client = await connect({ session: other });
    const undone = await postForm(null, path, {});
    expect(undone.status).toBe(303);
    expect(undone.location).toMatch(/^\/reset-password\?token=[\w-]{43}$/);
    expect(await findUser()).toMatchObject({ email: ada.email });
    await expect.poll(() => client.heard("session:ended")).toEqual([{ reason: "email_change_undone" }]);
    for (const session of [ada.session, other])
      expect((await rest({ session }, "GET", "/me")).status).toBe(401);
    // The password is what somebody else knew.
    expect((await logIn(ada.email)).status).toBe(401);
    const newPassword = "seven green lanterns over water";
    expect((await postForm(null, undone.location!, { newPassword })).status).toBe(303);
    expect((await logIn(ada.email, newPassword)).status).toBe(200);
  });

  test("can stop a change that is not confirmed yet", async () => {
    await ask({ email });
    const pending = tokenOf(await findPath(email));
    expect((await postForm(null, await findPath(ada.email), {})).status).toBe(303);
    expect((await confirm(pending)).body.code).toBe("gone");
    expect((await findUser())?.email).toBe(ada.email);
  });

  test("takes the account back from a second change, and what that one mailed is void", async () => {
    await ask({ email });
    const first = await findPath(ada.email);
    await confirm(tokenOf(await findPath(email)));
    await moveTo(`third-${email}`);
    const second = await findPath(email);
    expect(second).toContain("/undo-email-change?token=");
    expect((await postForm(null, first, {})).status).toBe(303);
    expect((await findUser())?.email).toBe(ada.email);
    expect((await postForm(null, second, {})).code).toBe("gone");
    expect((await findUser())?.email).toBe(ada.email);
  });

  test("takes it back once, not after the time is over, and not by a link of another kind", async () => {
    await ask({ email });
    const path = await findPath(ada.email);
    const wrong = tokenOf(await findPath(email));
    expect((await postForm(null, `/undo-email-change?token=${wrong}`, {})).code).toBe("gone");
    const answers = await Promise.all([postForm(null, path, {}), postForm(null, path, {})]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 410]);
    expect((await openPage(null, path)).html).toContain("This link was used already");

    const ben = await createPerson(people.ben);
    const options = {
      userId: ben.id,
      purpose: "undo_email_change",
      subject: email,
      lifetime: -HOUR,
    } as const;
    const late = await issueMailedToken(db(), options);
    expect((await postForm(null, `/undo-email-change?token=${late}`, {})).code).toBe("gone");
    expect((await findUser(ben))?.email).toBe(ben.email);
  });

  test("that was never proven is told and gets no way into the account", async () => {
    await db().update(users).set({ emailVerifiedAt: null }).where(eq(users.id, ada.id));
    await moveTo(email);
    const mails = await findMails(ada.email);
    expect(mails).toMatchObject([{ subject: "The email address of an account is about to change" }]);
    expect(mails[0]?.html).not.toContain("href");
    expect(JSON.stringify(mails)).not.toContain(email);
  });
});
