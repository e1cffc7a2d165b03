import { eq, sql } from "drizzle-orm";
import { SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "#app/db/client.server.ts";
import { lockouts, passwords, sessions, users } from "#app/db/schema/index.ts";
import { removeAllFactors } from "#app/domain/factors/remove-factors.server.ts";
import { findSessionByAccessToken } from "#app/domain/sessions/find-session.server.ts";
import { writePassword } from "#app/domain/users/passwords.server.ts";
import { openSessionOrAskForFactor } from "#app/doors/log-in-door.server.ts";
import { serializeSession } from "#app/doors/session-cookies.server.ts";
import { MINUTE } from "#app/shared/time.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createPerson, type Person } from "#tests/factories.ts";
import { addApp, holdClock, type App } from "#tests/factors.ts";
import { captureLog } from "#tests/log.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { codeOf } from "#tests/totp.ts";
import { openPage, postForm, rest, toCookieHeader, type PageAnswer } from "./http-client.ts";
import { addPasskey, askPasskeys, begin, SITE } from "./passkey-client.ts";
import { serverUrl } from "./server-address.ts";
import { withServer } from "./server.ts";

withServer();

const STEP_TWO = "/login/second-factor";

let ada: Person;
let app: App;

beforeEach(async () => {
  holdClock();
  ada = await createPerson(people.ada);
  app = await addApp(ada);
});

afterEach(() => {
  vi.useRealTimers();
  setEnvironment();
});

const logIn = (fields: object = {}, path = "/login") =>
  postForm(null, path, { login: ada.username, password: PASSWORD, ...fields });

/** What the browser sends on after the password. */
async function holdTicket(fields: object = {}): Promise<string> {
  return toCookieHeader((await logIn(fields)).headers.getSetCookie());
}

const enter = (cookie: string, code: string, path = STEP_TWO) => postForm(null, path, { code }, { cookie });

const cookieNames = ({ headers }: PageAnswer) => headers.getSetCookie().map((cookie) => cookie.split("=")[0]);

const readSessions = () =>
  db().select().from(sessions).where(eq(sessions.userId, ada.id)).orderBy(sessions.createdAt);
const countSessions = async () => (await readSessions()).length;

describe("a password alone", () => {
  test("opens no session where there is a second factor, but the page that asks for it", async () => {
    const page = await logIn({}, "/login?next=/channels/new");
    expect(page).toMatchObject({ status: 303, location: `${STEP_TWO}?next=%2Fchannels%2Fnew` });
    const [cookie = ""] = page.headers.getSetCookie();
    expect(cookieNames(page)).toEqual(["parley_pending"]);
    expect(cookie).toMatch(/; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    const next = await openPage(null, page.location ?? "", { cookie: toCookieHeader([cookie]) });
    expect(next).toMatchObject({ status: 200 });
    expect(next.html).toContain("one-time-code");
    expect(await countSessions()).toBe(1);
    expect((await openPage(null, "/settings/profile", { cookie: toCookieHeader([cookie]) })).status).toBe(
      302,
    );
    expect(
      (await rest(null, "POST", "/auth/login", { body: { login: ada.username, password: PASSWORD } })).status,
    ).toBe(401);
  });

  test("is all it takes where there is none", async () => {
    const ben = await createPerson(people.ben);
    const page = await logIn({ login: ben.username });
    expect(page).toMatchObject({ status: 303, location: "/" });
    expect(cookieNames(page)).toEqual(["parley_access", "parley_refresh"]);
  });

  test("that is wrong learns nothing of a second factor", async () => {
    const ben = await createPerson(people.ben);
    const [mine, plain] = [
      await logIn({ password: "wrong password" }),
      await logIn({ login: ben.username, password: "wrong password" }),
    ];
    expect(mine.code).toBe("unauthenticated");
    expect(mine.headers.getSetCookie()).toEqual([]);
    const strip = ({ html }: PageAnswer) =>
      html.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "id");
    expect(strip(mine).replaceAll(ada.username, "")).toBe(strip(plain).replaceAll(ben.username, ""));
  });
});

describe("the second step", () => {
  test.each([
    ["a code of the app", () => codeOf(app.secret)],
    ["a code in groups", () => codeOf(app.secret).replace(/.../, "$& ")],
    ["a recovery code", () => app.recoveryCodes[0]?.toUpperCase() ?? ""],
  ])("opens a session of its own by %s, and forgets the ticket", async (_, show) => {
    const cookie = await holdTicket();
    const page = await enter(cookie, show(), `${STEP_TWO}?next=/channels/new`);
    expect(page).toMatchObject({ status: 303, location: "/channels/new" });
    expect(cookieNames(page)).toEqual(["parley_access", "parley_refresh", "parley_pending"]);
    expect(page.headers.getSetCookie().at(-1)).toContain("Expires=Thu, 01 Jan 1970");
    const signedIn = toCookieHeader(page.headers.getSetCookie());
    expect((await openPage(null, "/settings/profile", { cookie: signedIn })).html).toContain(ada.username);
    expect((await enter(cookie, show())).code).toBe("invalid_input");
    expect(await countSessions()).toBe(2);
  });

  test.each([true, false])(
    "keeps what was asked for on the first page (remembered: %j)",
    async (remember) => {
      const page = await enter(await holdTicket(remember ? { remember: "on" } : {}), codeOf(app.secret));
      for (const cookie of page.headers.getSetCookie().slice(0, 2))
        expect(cookie.includes("Max-Age=5184000")).toBe(remember);
    },
  );

  test.each(["//evil.test", "https://evil.test"])("leads home, not to %s", async (next) => {
    const page = await enter(
      await holdTicket(),
      codeOf(app.secret),
      `${STEP_TWO}?next=${encodeURIComponent(next)}`,
    );
    expect(page).toMatchObject({ status: 303, location: "/" });
  });

  test("gives nobody the session that was in the browser before", async () => {
    const olga = await createPerson(people.olga);
    const planted = toCookieHeader(await serializeSession(olga.session, false));
    const page = await enter(`${await holdTicket()}; ${planted}`, codeOf(app.secret));
    const entered = toCookieHeader(page.headers.getSetCookie());
    expect(entered).not.toContain(olga.session.accessToken);
    expect((await openPage(null, "/settings/profile", { cookie: entered })).html).toContain(ada.username);
    // Olga's own session is as it was, and knows nothing of Ada.
    expect((await findSessionByAccessToken(olga.session.accessToken))?.userId).toBe(olga.id);
  });

  test.each(["000000", "", "x", "\0", "0000-0000-0000-0000", "x".repeat(5000)])(
    "refuses the code %j",
    async (code) => {
      const page = await enter(await holdTicket(), code);
      expect(page.code).toBe("invalid_input");
      expect(page.html).toMatch(/aria-invalid="true"/);
      expect(page.headers.getSetCookie()).toEqual([]);
      expect(await countSessions()).toBe(1);
    },
  );

  test("takes a code that comes twice at once for one session only", async () => {
    const [cookie, code] = [await holdTicket(), codeOf(app.secret)];
    const pages = await Promise.all(Array.from({ length: 4 }, () => enter(cookie, code)));
    expect(pages.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await countSessions()).toBe(2);
  });

  test("is also asked for by whoever was let in by a provider", async () => {
    const olga = await createPerson(people.olga);
    const arrive = async ({ id }: Person) => {
      const cookies: string[] = [];
      const user = await db().query.users.findFirst({ where: eq(users.id, id) });
      const setCookie = (cookie: string) => void cookies.push(cookie);
      const context = { address: "127.0.0.1", userAgent: "tests", setCookie } as never;
      const response = await openSessionOrAskForFactor(
        user!,
        { remember: true, method: "provider", next: "/search" },
        context,
      );
      return { location: response.headers.get("location"), cookie: toCookieHeader(cookies) };
    };
    expect(await arrive(olga)).toMatchObject({ location: "/search" });
    const { location, cookie } = await arrive(ada);
    expect(location).toBe(`${STEP_TWO}?next=%2Fsearch`);
    await enter(cookie, codeOf(app.secret));
    const rows = await readSessions();
    expect(rows).toMatchObject([{ method: "password" }, { method: "provider", remember: true }]);
    await db().update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, olga.id));
    await expect(arrive(olga)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a ticket", () => {
  const change = async () =>
    writePassword(db(), ada.id, "$2b$04$yWEfXZFNwqx3x6lPQgM41e3QTeIK3W/FVqNK8VN7Jolbd53mlh3rC");
  const forge = async (secret: string) => {
    const claims = { remember: false, method: "password", password: 0 };
    const jwt = new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).setSubject(ada.id);
    return jwt
      .setIssuer("parley pending log-in")
      .setExpirationTime("10m")
      .sign(new TextEncoder().encode(secret));
  };
  const wrap = (ticket: string) =>
    `parley_pending=${encodeURIComponent(Buffer.from(JSON.stringify(ticket)).toString("base64"))}`;

  test.each<[string, (cookie: string) => Promise<string> | string]>([
    ["of nobody", () => "parley_pending=x"],
    ["with another signature", async () => wrap(await forge("a guess of at least thirty-two characters"))],
    ["that is an access token", () => wrap(ada.session.accessToken)],
    ["that was changed", (cookie) => cookie.replace(/.{8}$/, "AAAAAAAA")],
    [
      "that is ten minutes old",
      (cookie) => {
        vi.setSystemTime(Date.now() + 11 * MINUTE);
        return cookie;
      },
    ],
    [
      "from before the password was changed",
      async (cookie) => {
        vi.setSystemTime(Date.now() + 1000);
        await change();
        return cookie;
      },
    ],
    [
      "from before the password was removed",
      async (cookie) => {
        await db().delete(passwords).where(eq(passwords.userId, ada.id));
        return cookie;
      },
    ],
  ])("%s opens nothing, and its holder is asked to log in again", async (_, spoil) => {
    const cookie = await spoil(await holdTicket());
    expect((await enter(cookie, codeOf(app.secret))).headers.getSetCookie()).toEqual([]);
    expect(await countSessions()).toBe(1);
    const page = await openPage(null, `${STEP_TWO}?next=/search`, { cookie });
    expect(`${page.location} ${page.html}`).toContain("/login?next=%2Fsearch");
    expect(page.html).not.toContain("one-time-code");
    const answer = await askPasskeys(
      { step: "begin", purpose: "second_factor" },
      { cookie, origin: serverUrl() },
    );
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  test("that is not there leads to the first page, and one that is not needed leads on", async () => {
    expect((await openPage(null, `${STEP_TWO}?next=/search`)).location).toBe("/login?next=%2Fsearch");
    expect((await openPage(ada, `${STEP_TWO}?next=/search`)).location).toBe("/search");
    expect((await postForm(null, STEP_TWO, { code: codeOf(app.secret) })).location ?? "").not.toBe("/");
    expect(await countSessions()).toBe(1);
  });

  test("stays good when a newer session secret comes, and opens no REST door", async () => {
    setEnvironment({ SESSION_SECRET: "an old secret that is long enough too" });
    const cookie = await holdTicket();
    setEnvironment({
      SESSION_SECRET: "a new secret that is long enough too,an old secret that is long enough too",
    });
    expect((await openPage(null, STEP_TWO, { cookie })).html).toContain("one-time-code");
    const accessToken = JSON.parse(
      Buffer.from(decodeURIComponent(cookie.split("=")[1] ?? ""), "base64").toString(),
    ) as string;
    expect((await rest({ session: { accessToken } as SessionView }, "GET", "/me")).status).toBe(401);
  });

  test("opens nothing once the account is deactivated, or its factors were reset", async () => {
    const cookie = await holdTicket();
    await db().update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, ada.id));
    expect((await enter(cookie, codeOf(app.secret))).code).toBe("forbidden");
    await db().update(users).set({ deactivatedAt: null }).where(eq(users.id, ada.id));
    await removeAllFactors(db(), ada.id);
    expect((await enter(cookie, codeOf(app.secret, 1))).code).toBe("invalid_input");
    expect(await countSessions()).toBe(1);
  });

  test("over https is bound to this very host", async () => {
    setEnvironment({ APP_URL: "https://chat.test" });
    expect((await logIn()).headers.getSetCookie()[0]).toMatch(
      /^__Host-parley_pending=.*; HttpOnly; Secure; SameSite=Lax$/,
    );
  });
});

describe("guessing codes", () => {
  test("locks the account, and logging in with the password again makes no room for more", async () => {
    for (let guess = 0; guess < 5; guess++) {
      const page = await enter(await holdTicket(), "000000");
      expect(page.code).toBe("invalid_input");
    }
    expect((await logIn()).code).toBe("locked");
    await db().delete(lockouts).where(eq(lockouts.key, ada.id));
    const cookie = await holdTicket();
    for (let guess = 0; guess < 5; guess++) await enter(cookie, "000000");
    const page = await enter(cookie, codeOf(app.secret));
    expect(page).toMatchObject({ code: "locked" });
    expect(Number(page.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(page.html).toContain("locked for a while");
    expect(await countSessions()).toBe(1);
    // Whoever is in stays in.
    expect((await openPage(ada, "/settings/profile")).status).toBe(200);
  });

  test("also by many at once", async () => {
    const cookie = await holdTicket();
    const guesses = Array.from({ length: 20 }, (_, index) => enter(cookie, String(100_000 + index)));
    const told = (await Promise.all(guesses)).filter(({ code }) => code === "invalid_input");
    expect(told.length).toBeLessThanOrEqual(5);
    expect((await enter(cookie, codeOf(app.secret))).code).toBe("locked");
  });

  test("is slowed down before that, and told for how long", async () => {
    const cookie = await holdTicket();
    setEnvironment({ RATE_LIMIT_SCALE: "0.05" });
    expect((await enter(cookie, "000000")).code).toBe("invalid_input");
    const page = await enter(cookie, codeOf(app.secret));
    expect(page.code).toBe("rate_limited");
    expect(Number(page.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("a right code in time wipes out the wrong ones before it", async () => {
    for (let round = 0; round < 2; round++) {
      const cookie = await holdTicket();
      for (let guess = 0; guess < 3; guess++) await enter(cookie, "000000");
      expect((await enter(cookie, app.recoveryCodes[round] ?? "")).status).toBe(303);
    }
  });
});

describe("a passkey as the second step", () => {
  const show = (answer: object, cookie: string) =>
    askPasskeys({ step: "second_factor", answer, next: "/search" }, { cookie });

  beforeEach(() => setEnvironment({ APP_URL: SITE }));

  test("opens a session, also without a finger or PIN", async () => {
    const device = await addPasskey(ada);
    const cookie = await holdTicket({ remember: "on" });
    expect((await openPage(null, STEP_TWO, { cookie })).html).toContain("Show your passkey");
    const options = await begin("second_factor", { cookie });
    expect(options).toMatchObject({ allowCredentials: [{ id: device.id }], userVerification: "preferred" });
    const answer = await show(device.answer(options, { isVerified: false }), cookie);
    expect(answer).toMatchObject({ status: 200, location: "/search" });
    const entered = toCookieHeader(answer.setCookies);
    expect((await openPage(null, "/settings/profile", { cookie: entered })).html).toContain(ada.username);
    const rows = await readSessions();
    expect(rows[1]).toMatchObject({ method: "password", remember: true });
  });

  test("is not somebody else's, nor an answer to anything else, and counts towards the lockout", async () => {
    const olga = await createPerson(people.olga);
    const [device, foreign] = [await addPasskey(ada), await addPasskey(olga)];
    const cookie = await holdTicket();
    const answers = [
      foreign.answer(await begin("second_factor", { cookie })),
      device.answer(await begin("log_in")),
      device.answer(await begin("second_factor", { cookie }), { origin: "https://evil.test" }),
    ];
    for (const answer of answers)
      expect(await show(answer, cookie)).toMatchObject({ status: 422, setCookies: [] });
    const [lock] = await db().select().from(lockouts).where(eq(lockouts.key, ada.id));
    expect(lock?.failures).toBe(3);
    await db()
      .update(lockouts)
      .set({ lockedUntil: sql`now() + interval '1 minute'` });
    const right = device.answer(await begin("second_factor", { cookie }));
    expect((await show(right, cookie)).status).toBe(423);
    expect((await show(right, "parley_pending=x")).status).toBe(401);
    expect(await countSessions()).toBe(1);
  });
});

test("no code, key or ticket gets into the log", async () => {
  const lines = captureLog();
  const cookie = await holdTicket();
  await enter(cookie, "123456");
  await enter(cookie, app.recoveryCodes[0] ?? "");
  const log = JSON.stringify(lines);
  expect(log).toContain(STEP_TWO);
  for (const secret of ["123456", app.secret, app.recoveryCodes[0] ?? "", cookie.split("=")[1] ?? ""])
    expect(log).not.toContain(secret);
});
