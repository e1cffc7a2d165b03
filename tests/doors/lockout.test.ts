// Wrong passwords: what locks an account, whom it does not concern, and what ends it. The lengths: count-failure.test.ts.
import { eq, inArray, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "#app/db/client.server.ts";
import { auditLog, lockouts, passwords, users } from "#app/db/schema/index.ts";
import { sweepLockouts } from "#app/domain/lockouts/sweep-lockouts.server.ts";
import { findLock } from "#app/domain/lockouts/unlock-account.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { USER_PERMISSIONS } from "#app/shared/permissions.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createPerson, createRole, type Person } from "#tests/factories.ts";
import { addApp, holdClock } from "#tests/factors.ts";
import { findLink, readMails } from "#tests/mailbox.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { codeOf } from "#tests/totp.ts";
import { postForm, rest, type Problem } from "./http-client.ts";
import { withServer } from "./server.ts";
import { connect } from "./socket-client.ts";

withServer();

let ada: Person;

beforeEach(async () => {
  ada = await createPerson(people.ada);
});

afterEach(() => {
  vi.useRealTimers();
  setEnvironment();
});

const logIn = (login: string, password: string, more: Record<string, unknown> = {}) =>
  rest<SessionView & Problem>(null, "POST", "/auth/login", { body: { login, password, ...more } });

async function guess(login: string, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let count = 0; count < times; count++) statuses.push((await logIn(login, "a wrong guess")).status);
  return statuses;
}

/** As if the lock had been over for a second. */
function waitLockOver({ id }: Person) {
  const before = { lockedUntil: sql`now() - interval '1 second'`, since: sql`now() - interval '16 minutes'` };
  return db().update(lockouts).set(before).where(eq(lockouts.key, id));
}

const nobody = () => `nobody-${crypto.randomUUID().slice(0, 8)}`;

describe("the fifth wrong password", () => {
  test("locks the account, also for the right one, and the answer tells how long", async () => {
    expect(await guess(ada.username, 5)).toEqual([401, 401, 401, 401, 401]);
    const answer = await logIn(ada.email, PASSWORD);
    expect(answer.body).toMatchObject({ status: 423, code: "locked" });
    const seconds = Number(answer.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(14 * 60);
    expect(seconds).toBeLessThanOrEqual(15 * 60);
    const page = await postForm(null, "/login", { login: ada.username, password: PASSWORD });
    expect(page.code).toBe("locked");
    expect(Number(page.headers.get("retry-after"))).toBeGreaterThan(14 * 60);
    expect(page.html).toContain("Try again in 15 minutes.");
    expect(page.headers.getSetCookie()).toEqual([]);
  });

  test("concerns neither another account nor sessions that are open", async () => {
    const ben = await createPerson(people.ben);
    const client = await connect(ada);
    await guess(ada.username, 6);
    expect((await logIn(ben.username, PASSWORD)).status).toBe(200);
    expect((await rest(ada, "GET", "/me")).status).toBe(200);
    const body = { refreshToken: ada.session.refreshToken };
    expect((await rest(null, "POST", "/auth/refresh", { body })).status).toBe(200);
    expect(client.socket.connected).toBe(true);
    expect(client.heard("session:ended")).toEqual([]);
  });

  test("counts names and addresses of one account together", async () => {
    const logins = [ada.username, ada.username.toUpperCase(), ada.email, ` ${ada.email.toUpperCase()} `];
    for (const login of [...logins, ada.username])
      expect((await logIn(login, "a wrong guess")).status).toBe(401);
    for (const login of logins) expect((await logIn(login, PASSWORD)).status).toBe(423);
  });

  test("is one more than four, after which the right one still logs in and wipes them out", async () => {
    for (let round = 0; round < 3; round++) {
      await guess(ada.username, 4);
      expect((await logIn(ada.username, PASSWORD)).status).toBe(200);
    }
  });

  test("looks the same where there is no such account, or none with a password", async () => {
    const ben = await createPerson(people.ben);
    await db().delete(passwords).where(eq(passwords.userId, ben.id));
    const cleo = await createPerson(people.cleo);
    await db().update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, cleo.id));
    const answers = async (login: string) => {
      const list = [];
      for (let count = 0; count < 7; count++) {
        const { body, headers } = await logIn(login, "a wrong guess");
        list.push({ ...body, requestId: "", isTimed: headers.has("retry-after") });
      }
      return list;
    };
    const known = await answers(ada.username);
    expect(known.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 423, 423]);
    for (const login of [nobody(), `${nobody()}@parley.test`, ben.username, cleo.email])
      expect(await answers(login)).toEqual(known);
  });

  test.each([
    ["a known account", 50, () => ada.username],
    ["an unknown one", 9, nobody],
  ])("is the last to be told apart when many are sent at once for %s", async (_, count, login) => {
    const name = login();
    const answers = await Promise.all(
      Array.from({ length: count }, (__, index) => logIn(name, `a wrong guess ${index}`)),
    );
    const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses).toEqual([...Array(5).fill(401), ...Array(count - 5).fill(423)]);
    expect((await logIn(name, PASSWORD)).status).toBe(423);
  });

  test("is mailed to the owner, once, with the way to a new password, and to nobody else", async () => {
    await guess(ada.username, 7);
    const unknown = `${nobody()}@parley.test`;
    await guess(unknown, 7);
    await workOffJobs();
    const mails = await readMails(ada.email);
    expect(mails.map(({ subject }) => subject)).toEqual(["Your account is locked for 15 minutes"]);
    expect(mails[0]?.text).toContain("127.0.0.1");
    expect(new URL(findLink(mails[0]!)).pathname).toBe("/forgot-password");
    expect(await readMails(unknown)).toEqual([]);
  });
});

describe("a lock", () => {
  test("ends by itself, and the next one is twice as long", async () => {
    await guess(ada.username, 5);
    await waitLockOver(ada);
    expect(await guess(ada.username, 6)).toEqual([401, 401, 401, 401, 401, 423]);
    const retryAfter = Number((await logIn(ada.username, PASSWORD)).headers.get("retry-after"));
    expect(retryAfter).toBeGreaterThan(29 * 60);
    expect(retryAfter).toBeLessThanOrEqual(30 * 60);
    await waitLockOver(ada);
    expect((await logIn(ada.username, PASSWORD)).status).toBe(200);
    expect(await db().select().from(lockouts).where(eq(lockouts.key, ada.id))).toEqual([]);
  });

  test("is ended by an admin, and written down with its end", async () => {
    const admin = await createPerson(people.ben, "admin");
    await guess(ada.username, 5);
    expect(await findLock(ada.id)).toBeInstanceOf(Date);
    expect((await rest(admin, "DELETE", `/users/${ada.id}/lockout`)).status).toBe(204);
    expect(await findLock(ada.id)).toBeNull();
    expect((await logIn(ada.username, PASSWORD)).status).toBe(200);
    const rows = await db().select().from(auditLog).where(eq(auditLog.targetId, ada.id)).orderBy(auditLog.id);
    expect(rows).toMatchObject([
      { action: "user.lock", actorId: null, details: { minutes: 15 }, address: "127.0.0.1" },
      { action: "user.unlock", actorId: admin.id },
    ]);
  });

  test("is not ended by who may not, nor by who may do less than its owner", async () => {
    const owner = await createPerson(people.ada, "admin");
    const clerk = await createPerson(people.ben, await createRole([...USER_PERMISSIONS, "user.unlock"]));
    const olga = await createPerson(people.olga);
    for (const person of [owner, ada]) await guess(person.username, 5);
    expect((await rest(olga, "DELETE", `/users/${ada.id}/lockout`)).body.code).toBe("not_found");
    expect((await rest(ada, "DELETE", `/users/${ada.id}/lockout`)).body.code).toBe("not_found");
    expect((await rest(clerk, "DELETE", `/users/${owner.id}/lockout`)).body.code).toBe("forbidden");
    for (const person of [owner, ada]) expect((await logIn(person.username, PASSWORD)).status).toBe(423);
    // The same clerk may, for somebody who can do no more than they.
    expect((await rest(clerk, "DELETE", `/users/${ada.id}/lockout`)).status).toBe(204);
  });

  test("that is long over is swept away, and one that holds is not", async () => {
    const ben = await createPerson(people.ben);
    for (const person of [ada, ben]) await guess(person.username, 5);
    const longAgo = sql`now() - interval '2 days'`;
    await db().update(lockouts).set({ since: longAgo, lockedUntil: longAgo }).where(eq(lockouts.key, ben.id));
    await sweepLockouts();
    const left = await db()
      .select({ key: lockouts.key })
      .from(lockouts)
      .where(inArray(lockouts.key, [ada.id, ben.id]));
    expect(left).toEqual([{ key: ada.id }]);
  });
});

describe("with a second factor, over REST", () => {
  test("the password alone opens nothing, and a code does", async () => {
    holdClock();
    const { secret } = await addApp(ada);
    const alone = await logIn(ada.username, PASSWORD);
    expect(alone.body).toMatchObject({ status: 401, errors: [{ path: "code", code: "required" }] });
    expect(alone.body.accessToken).toBeUndefined();
    const wrong = await logIn(ada.username, PASSWORD, { code: "000000" });
    expect(wrong.body).toMatchObject({ status: 401, errors: [{ path: "code", code: "wrong_code" }] });
    const code = codeOf(secret);
    expect((await logIn(ada.username, "a wrong guess", { code })).body.errors).toBeUndefined();
    expect((await logIn(ada.username, PASSWORD, { code })).status).toBe(200);
  });

  test("wrong codes lock like wrong passwords, and a right password in between changes nothing", async () => {
    holdClock();
    const { secret } = await addApp(ada);
    for (let count = 0; count < 5; count++) {
      expect((await logIn(ada.username, PASSWORD)).status).toBe(401);
      expect((await logIn(ada.username, PASSWORD, { code: "000000" })).status).toBe(401);
    }
    expect((await logIn(ada.username, PASSWORD, { code: codeOf(secret) })).status).toBe(423);
  });
});

describe("many failures from one address", () => {
  const from = (address: string, login: string, password: string) =>
    rest(null, "POST", "/auth/login", {
      body: { login, password },
      headers: { "x-forwarded-for": address },
    });

  test("slow that address down, for right passwords too, and no other", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.1", TRUST_PROXY: "1" });
    for (let count = 0; count < 5; count++)
      expect((await from("192.0.2.1", nobody(), "a wrong guess")).status).toBe(401);
    // One more every ten seconds.
    expect((await from("192.0.2.1", nobody(), "a wrong guess")).status).toBe(401);
    const answer = await from("192.0.2.1", ada.username, PASSWORD);
    expect(answer.body).toMatchObject({ status: 429, code: "rate_limited" });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(answer.headers.get("retry-after"))).toBeLessThanOrEqual(10);
    expect((await from("192.0.2.2", ada.username, PASSWORD)).status).toBe(200);
  });

  test("are not made of right passwords", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.1", TRUST_PROXY: "1" });
    for (let count = 0; count < 8; count++)
      expect((await from("192.0.2.3", ada.username, PASSWORD)).status).toBe(200);
  });
});
