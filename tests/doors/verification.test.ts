import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { mailedTokens, users } from "#app/db/schema/index.ts";
import { issueMailedToken, type Purpose } from "#app/domain/tokens/mailed-tokens.server.ts";
import { forgetTokens } from "#app/domain/tokens/forget-tokens.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { DAY, HOUR } from "#app/shared/time.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import type { OwnUserView } from "#app/shared/views.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createPerson, uniqueName, type Person } from "#tests/factories.ts";
import { findLink, readMails } from "#tests/mailbox.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { withServer } from "./server.ts";
import { refusal } from "./socket-client.ts";

withServer();

let ada: Person;

beforeEach(async () => {
  ada = await createPerson(people.ada);
});

afterEach(() => setEnvironment());

/** The paths of the links in the mails to somebody, oldest first. */
async function findPaths(email: string): Promise<string[]> {
  await workOffJobs();
  return (await readMails(email)).map((mail) => findLink(mail).replace(/^https?:\/\/[^/]+/, ""));
}

/** What is asked for and mailed by now. */
async function askForLink(person: Person = ada): Promise<string> {
  expect((await rest(person, "POST", "/me/verification")).status).toBe(202);
  return (await findPaths(person.email)).at(-1)!;
}

const tokenOf = (path: string) => new URLSearchParams(path.split("?")[1]).get("token") ?? "";
const confirm = (token: unknown) => rest(null, "POST", "/auth/confirm-email", { body: { token } });
const isVerified = async (person: Person) =>
  (await db().query.users.findFirst({ where: eq(users.id, person.id) }))?.emailVerifiedAt !== null;

function issue(purpose: Purpose, person = ada, subject = person.email): Promise<string> {
  return issueMailedToken(db(), { userId: person.id, purpose, subject, lifetime: HOUR });
}

test("signing up mails one link, which confirms the address at the press of a button", async () => {
  const email = `grace-${ada.id.slice(-6)}@parley.test`;
  const username = email.split("@")[0];
  const body = { username, email, password: PASSWORD, displayName: "Grace" };
  const session = (await rest<SessionView>(null, "POST", "/auth/signup", { body })).body;
  const paths = await findPaths(email);
  expect(paths).toEqual([expect.stringMatching(/^\/confirm-email\?token=[\w-]{43}$/)]);
  const page = await openPage(null, paths[0]!);
  expect(page.html).toContain("Confirm address");
  expect(page.html).toContain(email);
  expect((await rest<OwnUserView>({ session }, "GET", "/me")).body.emailVerified).toBe(false);

  const done = await postForm(null, paths[0]!, {});
  expect(done).toMatchObject({ status: 200, code: "ok" });
  expect(done.html).toContain(`${email} is confirmed.`);
  expect((await rest<OwnUserView>({ session }, "GET", "/me")).body.emailVerified).toBe(true);
});

describe("a link that confirms an address", () => {
  test("is good for 24 hours and stored as nothing but its hash", async () => {
    const token = tokenOf(await askForLink());
    const [row] = await db().select().from(mailedTokens).where(eq(mailedTokens.userId, ada.id));
    expect(row).toMatchObject({ purpose: "verify_email", subject: ada.email, usedAt: null });
    expect(Math.abs((row?.expiresAt.getTime() ?? 0) - Date.now() - DAY)).toBeLessThan(HOUR);
    expect(JSON.stringify(row)).not.toContain(token);
    const jobs = await db().execute(sql`select data from pgboss.job`);
    expect(JSON.stringify(jobs)).not.toContain(token);
  });

  test("can be opened any number of times without anything happening", async () => {
    const path = await askForLink();
    for (let count = 0; count < 3; count++)
      expect((await openPage(ada, path)).html).toContain("Confirm address");
    expect(await isVerified(ada)).toBe(false);
    expect((await confirm(tokenOf(path))).status).toBe(204);
    expect(await isVerified(ada)).toBe(true);
  });

  test("works once; whoever opens it again reads that all is well", async () => {
    const path = await askForLink();
    expect((await confirm(tokenOf(path))).status).toBe(204);
    expect((await confirm(tokenOf(path))).body).toMatchObject({ status: 410, code: "gone" });
    expect((await openPage(null, path)).html).toContain(`${ada.email} is confirmed.`);
  });

  test("used twice at once works once", async () => {
    const token = tokenOf(await askForLink());
    const answers = await Promise.all([confirm(token), confirm(token), confirm(token)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 410, 410]);
  });

  test("stops working when a newer one is asked for", async () => {
    const older = await askForLink();
    const newer = await askForLink();
    expect((await confirm(tokenOf(older))).body.code).toBe("gone");
    expect(await isVerified(ada)).toBe(false);
    expect((await openPage(null, older)).html).toContain("Ask for a new link");
    expect((await confirm(tokenOf(newer))).status).toBe(204);
  });

  test("confirms only the address that it was mailed to", async () => {
    const token = tokenOf(await askForLink());
    await db()
      .update(users)
      .set({ email: `new-${ada.email}` })
      .where(eq(users.id, ada.id));
    expect((await confirm(token)).body.code).toBe("gone");
    expect(await isVerified(ada)).toBe(false);
  });

  test("does nothing for a deactivated account", async () => {
    const token = tokenOf(await askForLink());
    await db().update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, ada.id));
    expect((await confirm(token)).body.code).toBe("gone");
    expect(await isVerified(ada)).toBe(false);
  });

  test("that is too old does nothing, and its page offers a new one", async () => {
    const path = await askForLink();
    await db()
      .update(mailedTokens)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(mailedTokens.userId, ada.id));
    expect((await confirm(tokenOf(path))).body.code).toBe("gone");
    const page = await postForm(null, path, {});
    expect(page.code).toBe("gone");
    expect(page.html).toContain("Ask for a new link");
    expect(await isVerified(ada)).toBe(false);
  });

  test.each(["reset_password", "undo_email_change", "download_export"] as const)(
    "cannot be replaced by one for %s",
    async (purpose) => {
      expect((await confirm(await issue(purpose))).body.code).toBe("gone");
      expect(await isVerified(ada)).toBe(false);
    },
  );

  test("is forgotten a month after its end, and not before", async () => {
    await askForLink();
    const move = (days: number) =>
      db()
        .update(mailedTokens)
        .set({ expiresAt: sql`now() - make_interval(days => ${days})` })
        .where(eq(mailedTokens.userId, ada.id));
    const count = () => db().$count(mailedTokens, eq(mailedTokens.userId, ada.id));
    await move(29);
    await forgetTokens();
    expect(await count()).toBe(1);
    await move(31);
    await forgetTokens();
    expect(await count()).toBe(0);
  });
});

test.each([
  ["unknown", "x".repeat(43), "gone"],
  ["empty", "", "gone"],
  ["huge", "x".repeat(100_000), "gone"],
  ["unstorable", "\0\ud800", "gone"],
  ["no text", 42, "invalid_input"],
  ["missing", undefined, "invalid_input"],
])("a token that is %s confirms nothing", async (_, token, code) => {
  expect((await confirm(token)).body.code).toBe(code);
});

test("the page of a link without a token, or with a bad one, says what to do", async () => {
  for (const query of ["", "?token=", "?token=x", "?token=%00%ff"]) {
    const page = await openPage(null, `/confirm-email${query}`);
    expect(page.status).toBe(200);
    expect(page.html).toContain("Ask for a new link");
  }
});

describe("asking for the link again", () => {
  test("mails nobody whose address is confirmed", async () => {
    await confirm(tokenOf(await askForLink()));
    const before = await findPaths(ada.email);
    expect((await rest(ada, "POST", "/me/verification")).body).toMatchObject({
      status: 409,
      code: "conflict",
    });
    expect(await findPaths(ada.email)).toEqual(before);
    expect((await openPage(ada, "/verify-email")).html).toContain(`${ada.email} is confirmed.`);
  });

  test("too often is refused with the time to wait, on the page as well", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.2" });
    await askForLink();
    const answer = await rest(ada, "POST", "/me/verification");
    expect(answer.body).toMatchObject({ status: 429, code: "rate_limited" });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    const page = await postForm(ada, "/verify-email", { intent: "verify" });
    expect(page.code).toBe("rate_limited");
    expect(page.html).toMatch(/Try again in \w+/);
    expect(Number(page.headers.get("retry-after"))).toBeGreaterThan(0);
    // Another account is not held up.
    expect(await askForLink(await createPerson(people.ben))).toContain("token=");
  });

  test("is for people who are signed in", async () => {
    expect((await rest(null, "POST", "/me/verification")).body.code).toBe("unauthenticated");
    expect((await openPage(null, "/verify-email")).location).toBe("/login?next=%2Fverify-email");
    expect((await postForm(null, "/verify-email", { intent: "verify" })).location).toBe("/login");
    expect(await findPaths(ada.email)).toEqual([]);
  });

  test("shows in one's settings, and no longer once the address is confirmed", async () => {
    const before = (await openPage(ada, "/settings/security")).html;
    expect(before).toContain(`${ada.email} is not confirmed yet.`);
    const page = await postForm(ada, "/settings/security", { intent: "verify" });
    expect(page.html).toContain("A new link is on its way.");
    await confirm(tokenOf((await findPaths(ada.email)).at(-1)!));
    const after = (await openPage(ada, "/settings/security")).html;
    expect(after).toContain(`${ada.email} is confirmed.`);
    expect(after).not.toContain("Send the link again");
  });
});

describe("where confirming is required", () => {
  const allowed = ["GET /me", "POST /me/verification"];

  test("an account that has not can log in, and see only how to", async () => {
    setEnvironment({ EMAIL_VERIFICATION: "required" });
    const body = { login: ada.username, password: PASSWORD };
    const { status, body: session } = await rest<SessionView>(null, "POST", "/auth/login", { body });
    expect(status).toBe(200);
    for (const address of ["GET /channels", "GET /users", "GET /me/sessions", "PATCH /me", ...allowed]) {
      const [method, path] = address.split(" ") as [string, string];
      const answer = await rest({ session }, method, path, method === "GET" ? {} : { body: {} });
      expect([address, answer.status < 300]).toEqual([address, allowed.includes(address)]);
    }
    for (const path of ["/", "/settings/security", "/channels/new"])
      expect((await openPage({ session }, path)).location).toBe("/verify-email");
    const page = await openPage({ session }, "/verify-email");
    expect(page.status).toBe(200);
    expect(page.html).toContain("Nothing else is open until then.");
    expect(await refusal({ auth: { token: session.accessToken } })).toMatchObject({ code: "forbidden" });
  });

  test("the same session opens everything afterwards", async () => {
    setEnvironment({ EMAIL_VERIFICATION: "required" });
    expect((await openPage(ada, "/channels/new")).location).toBe("/verify-email");
    await confirm(tokenOf(await askForLink()));
    expect((await openPage(ada, "/channels/new")).status).toBe(200);
    expect((await rest(ada, "GET", "/channels")).status).toBe(200);
  });

  test("a mistyped address can be corrected, and the right one confirmed in one step", async () => {
    setEnvironment({ EMAIL_VERIFICATION: "required" });
    const email = `right-${ada.email}`;
    const page = await postForm(ada, "/verify-email", { intent: "email", email });
    expect(page.html).toContain(`A link was mailed to ${email}.`);
    const [path] = await findPaths(email);
    expect((await postForm(null, path!, {})).html).toContain(`${email} is confirmed.`);
    const me = (await rest<OwnUserView>(ada, "GET", "/me")).body;
    expect(me).toMatchObject({ email, emailVerified: true });
    expect((await openPage(ada, "/channels/new")).status).toBe(200);
  });

  test("one can log out", async () => {
    setEnvironment({ EMAIL_VERIFICATION: "required" });
    expect((await openPage(ada, "/verify-email")).html).toContain('action="/logout"');
    expect((await postForm(ada, "/logout", {})).location).toBe("/login");
    expect((await openPage(ada, "/verify-email")).location).toBe("/login?next=%2Fverify-email");
  });
});

test("the first mail is in the language that the browser asks for, and later ones in the one that was chosen", async () => {
  const signUp = async (language: string) => {
    const username = uniqueName("grace").replaceAll(" ", "-");
    const body = { username, email: `${username}@parley.test`, password: PASSWORD };
    const headers = { "accept-language": language };
    const session = (await rest<SessionView>(null, "POST", "/auth/signup", { body, headers })).body;
    await workOffJobs();
    return { session, email: body.email };
  };
  const subjects = async (email: string) => (await readMails(email)).map(({ subject }) => subject);
  const german = await signUp("de-AT,de;q=0.9,en;q=0.5");
  expect(await subjects(german.email)).toEqual(["Bestätige deine E-Mail-Adresse"]);
  expect(await subjects((await signUp("nl")).email)).toEqual(["Confirm your email address"]);

  await rest(german, "PATCH", "/me", { body: { locale: "en" } });
  await rest(null, "POST", "/auth/forgot-password", { body: { login: german.email } });
  await workOffJobs();
  expect((await subjects(german.email)).at(-1)).toBe("Set a new password");
});
