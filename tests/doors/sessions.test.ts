import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { auditLog, refreshTokens, sessions } from "#app/db/schema/index.ts";
import { endExpiredSessions } from "#app/domain/sessions/end-session.server.ts";
import { serializeSession } from "#app/doors/session-cookies.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { DeviceView, SessionView } from "#app/shared/account-views.ts";
import { signTokenOfAge } from "#tests/access-tokens.ts";
import { setEnvironment } from "#tests/environment.ts";
import { actorOf, createChannel, createPerson, openSession, type Person } from "#tests/factories.ts";
import { findLink, readMails } from "#tests/mailbox.ts";
import { people } from "#tests/people.ts";
import { cookieOf, openPage, postForm, rest, toCookieHeader } from "./http-client.ts";
import { withoutWriting } from "./observe.ts";
import { serverUrl } from "./server-address.ts";
import { withServer } from "./server.ts";
import { connect, openSocket, refusal, type Client } from "./socket-client.ts";

withServer();

let ada: Person;

beforeEach(async () => {
  ada = await createPerson(people.ada);
});

afterEach(() => setEnvironment());

const isSignedIn = async (session: SessionView) => (await rest({ session }, "GET", "/me")).status === 200;

function refresh(refreshToken: string) {
  return rest<SessionView>(null, "POST", "/auth/refresh", { body: { refreshToken } });
}

/** Why a refresh token is refused. */
async function explain(refreshToken: string): Promise<string> {
  return (await rest(null, "POST", "/auth/refresh", { body: { refreshToken } })).body.detail;
}

describe("a refresh token", () => {
  test("is traded for a new pair and stays good until the new one is used", async () => {
    const first = await refresh(ada.session.refreshToken);
    expect(first.status).toBe(200);
    expect(first.body.refreshToken).not.toBe(ada.session.refreshToken);
    expect(await isSignedIn(first.body)).toBe(true);
    // The answer was lost: asking again is no replay.
    const again = await refresh(ada.session.refreshToken);
    expect(again.status).toBe(200);
    expect((await refresh(again.body.refreshToken)).status).toBe(200);
  });

  test("that comes back after its successor was used ends the session everywhere", async () => {
    const client = await connect(ada);
    const first = await refresh(ada.session.refreshToken);
    const second = await refresh(first.body.refreshToken);
    expect(await isSignedIn(second.body)).toBe(true);

    expect((await refresh(ada.session.refreshToken)).body).toMatchObject({ code: "unauthenticated" });
    expect(await isSignedIn(second.body)).toBe(false);
    expect((await refresh(second.body.refreshToken)).status).toBe(401);
    await expect.poll(() => client.heard("session:ended")).toEqual([{ reason: "refresh_token_replayed" }]);
  });

  test("that comes back is told to the owner once, by a mail that names the device", async () => {
    const first = await refresh(ada.session.refreshToken);
    const second = await refresh(first.body.refreshToken);
    const replays = await Promise.all([1, 2, 3].map(() => explain(ada.session.refreshToken)));
    // Whoever held the newest token learns why it is over.
    for (const reason of [...replays, await explain(second.body.refreshToken)])
      expect(reason).toContain("used from two places at once");
    await workOffJobs();
    const mails = await readMails(ada.email);
    expect(mails).toMatchObject([{ subject: "One of your sessions was ended" }]);
    expect(mails[0]?.text).toContain("The session of tests was used from two places at once.");
    expect(new URL(findLink(mails[0]!)).pathname).toBe("/settings/security");
    const entries = await db().select().from(auditLog).where(eq(auditLog.targetId, ada.actor.sessionId));
    expect(entries).toMatchObject([{ action: "session.replay", actorId: null }]);
  });

  test("of a session that ended otherwise is no replay, and mails nobody", async () => {
    const first = await refresh(ada.session.refreshToken);
    await rest(null, "POST", "/auth/logout", { body: { refreshToken: first.body.refreshToken } });
    for (const token of [ada.session.refreshToken, first.body.refreshToken])
      expect(await explain(token)).toBe("Your session has ended. Log in again.");
    await workOffJobs();
    expect(await readMails(ada.email)).toEqual([]);
  });

  test("traded twice at once, as by two tabs, leaves both alive", async () => {
    const answers = await Promise.all([refresh(ada.session.refreshToken), refresh(ada.session.refreshToken)]);
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(await isSignedIn(body)).toBe(true);
      expect((await refresh(body.refreshToken)).status).toBe(200);
    }
  });

  test("traded once more long after its successor came ends the session when that successor is used", async () => {
    const mine = await refresh(ada.session.refreshToken);
    const minutesAgo = sql`now() - interval '5 minutes'`;
    await db().update(refreshTokens).set({ createdAt: minutesAgo });
    const thief = await refresh(ada.session.refreshToken);
    expect(thief.status).toBe(200);

    expect((await refresh(mine.body.refreshToken)).status).toBe(401);
    expect(await isSignedIn(thief.body)).toBe(false);
    expect((await refresh(thief.body.refreshToken)).status).toBe(401);
  });

  test("that nobody has is refused", async () => {
    expect((await refresh("x".repeat(43))).body).toMatchObject({ status: 401, code: "unauthenticated" });
    expect((await refresh("\0\ud800")).body).toMatchObject({ status: 401, code: "unauthenticated" });
  });

  test("is not stored as it is", async () => {
    const rows = await db()
      .select()
      .from(refreshTokens)
      .where(eq(refreshTokens.sessionId, ada.actor.sessionId));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(ada.session.refreshToken);
  });
});

describe("one's sessions", () => {
  const list = async () => (await rest<DeviceView[]>(ada, "GET", "/me/sessions")).body;

  test("are listed, and any of them can be ended", async () => {
    const other = await openSession(ada);
    const otherId = (await actorOf(other)).sessionId;
    const devices = await list();
    expect(devices.map(({ id, current }) => [id, current])).toEqual(
      expect.arrayContaining([
        [ada.actor.sessionId, true],
        [otherId, false],
      ]),
    );
    expect((await rest(ada, "DELETE", `/me/sessions/${otherId}`)).status).toBe(204);
    expect(await isSignedIn(other)).toBe(false);
    expect((await list()).map(({ id }) => id)).toEqual([ada.actor.sessionId]);
    expect((await rest(ada, "DELETE", `/me/sessions/${otherId}`)).body.code).toBe("not_found");
  });

  test("are nobody else's to end", async () => {
    const olga = await createPerson(people.olga);
    for (const sessionId of [ada.actor.sessionId, createId(), "x"])
      expect((await rest(olga, "DELETE", `/me/sessions/${sessionId}`)).body.code).toBe("not_found");
    expect(await isSignedIn(ada.session)).toBe(true);
  });
});

describe("a session that ends", () => {
  /** A socket by token and one by cookie; both have to hear of the end and be closed. */
  async function connectTwice(): Promise<Client[]> {
    const byToken = await connect(ada);
    const cookie = await cookieOf(ada.session);
    const socket = openSocket({ headers: { cookie, origin: serverUrl() } });
    await expect.poll(() => socket.connected).toBe(true);
    return [byToken, { ...byToken, socket }];
  }

  test.each([
    [
      "by logging out over REST",
      "logged_out",
      () => rest(null, "POST", "/auth/logout", { body: { refreshToken: ada.session.refreshToken } }),
    ],
    ["by logging out on the page", "logged_out", () => postForm(ada, "/logout", {})],
    [
      "by being ended from another device",
      "ended_by_user",
      async () => rest({ session: await openSession(ada) }, "DELETE", `/me/sessions/${ada.actor.sessionId}`),
    ],
    [
      "by nobody using it",
      "expired",
      async () => {
        await db()
          .update(sessions)
          .set({ expiresAt: sql`now() - interval '1 second'` })
          .where(eq(sessions.id, ada.actor.sessionId));
        await endExpiredSessions();
      },
    ],
  ])("%s refuses its tokens and closes its sockets at once", async (_, reason, end) => {
    const [outsider, clients] = [await connect(await createPerson(people.olga)), await connectTwice()];
    await end();
    await expect.poll(() => clients.map(({ socket }) => socket.connected)).toEqual([false, false]);
    expect(clients[0]?.told).toEqual([{ event: "session:ended", payload: { reason } }]);
    expect(await isSignedIn(ada.session)).toBe(false);
    expect((await refresh(ada.session.refreshToken)).status).toBe(401);
    expect(await refusal({ auth: { token: ada.session.accessToken } })).toMatchObject({
      code: "unauthenticated",
    });
    // Nobody else's session has ended.
    expect(await outsider.ask("user:find", { userIds: [] })).toEqual({ ok: true, data: [] });
    expect(outsider.told).toEqual([]);
  });

  test("on the page takes its cookies along", async () => {
    const page = await postForm(ada, "/logout", {});
    expect(page).toMatchObject({ status: 303, location: "/login" });
    const cookies = page.headers.getSetCookie();
    expect(cookies.map((cookie) => cookie.split("=")[0])).toEqual(["parley_access", "parley_refresh"]);
    for (const cookie of cookies) expect(cookie).toContain("Expires=Thu, 01 Jan 1970");
  });

  test("a second time is no error", async () => {
    const body = { refreshToken: ada.session.refreshToken };
    expect((await rest(null, "POST", "/auth/logout", { body })).status).toBe(204);
    expect((await rest(null, "POST", "/auth/logout", { body })).status).toBe(204);
    expect((await rest(null, "POST", "/auth/logout", { body: { refreshToken: "unknown" } })).status).toBe(
      204,
    );
  });
});

describe("the cookies of a page", () => {
  test.each([true, false])("renew an access token that has run out (remembered: %j)", async (remember) => {
    const old = await serializeSession(
      { ...ada.session, accessToken: await signTokenOfAge(ada, 12) },
      remember,
    );
    const page = await openPage(null, "/settings/profile", { cookie: toCookieHeader(old) });
    expect(page.status).toBe(200);
    const renewed = page.headers.getSetCookie().filter((cookie) => /^parley_(access|refresh)=/.test(cookie));
    expect(renewed).toHaveLength(2);
    for (const cookie of renewed) expect(cookie.includes("Max-Age=5184000")).toBe(remember);
    const next = await openPage(null, "/settings/profile", { cookie: toCookieHeader(renewed) });
    expect(next.status).toBe(200);
    const again = next.headers.getSetCookie().filter((cookie) => !cookie.startsWith("parley_preferences="));
    expect(again).toEqual([]);
  });

  test("of several tabs that come back at once keep all of them signed in", async () => {
    const old = await serializeSession({ ...ada.session, accessToken: await signTokenOfAge(ada, 12) }, true);
    const cookie = toCookieHeader(old);
    const open = (header: string) => openPage(null, "/settings/profile", { cookie: header });
    const pages = await Promise.all([open(cookie), open(cookie), open(cookie)]);
    for (const page of pages) {
      expect(page.status).toBe(200);
      // A browser keeps one of the answers' cookies; whichever it is, it goes on.
      expect((await open(toCookieHeader(page.headers.getSetCookie()))).status).toBe(200);
    }
  });

  test("are taken back when the session has ended", async () => {
    await rest(null, "POST", "/auth/logout", { body: { refreshToken: ada.session.refreshToken } });
    const page = await openPage(ada, "/settings/profile");
    expect(page).toMatchObject({ status: 302, location: "/login?next=%2Fsettings%2Fprofile" });
    for (const cookie of page.headers.getSetCookie()) expect(cookie).toContain("Expires=Thu, 01 Jan 1970");
  });

  test("do not open the REST door", async () => {
    const headers = { cookie: await cookieOf(ada.session) };
    expect((await rest(null, "GET", "/me", { headers })).status).toBe(401);
  });

  test("let a socket in whose access token has run out, without using up the refresh token", async () => {
    const cookies = await serializeSession(
      { ...ada.session, accessToken: await signTokenOfAge(ada, 12) },
      false,
    );
    const socket = openSocket({ headers: { cookie: toCookieHeader(cookies), origin: serverUrl() } });
    await expect.poll(() => socket.connected).toBe(true);
    const rows = await db()
      .select()
      .from(refreshTokens)
      .where(eq(refreshTokens.sessionId, ada.actor.sessionId));
    expect(rows).toMatchObject([{ usedAt: null, deadAt: null }]);
  });
});

describe("another site", () => {
  const FOREIGN: Record<string, string>[] = [
    { origin: "https://evil.test" },
    { origin: "null" },
    { origin: "not a url" },
    { "sec-fetch-site": "cross-site", origin: "https://evil.test" },
    { origin: "http://127.0.0.1:1" },
  ];

  test.each(FOREIGN)("gets nothing done by a form: %j", async (headers) => {
    const channel = await createChannel(ada);
    await withoutWriting(async () => {
      const fields = { intent: "send", clientId: createId(), body: "forged" };
      const page = await postForm(ada, `/channels/${channel.id}`, fields, { headers });
      expect(page.code).toBe("forbidden");
      expect((await postForm(ada, "/logout", {}, { headers })).code).toBe("forbidden");
    });
    expect(await isSignedIn(ada.session)).toBe(true);
  });

  test.each(FOREIGN)("gets no socket by the cookie: %j", async (headers) => {
    const cookie = await cookieOf(ada.session);
    expect(await refusal({ headers: { ...headers, cookie } })).toMatchObject({ code: "forbidden" });
  });

  test("gets a socket by a token, which only its holder can have", async () => {
    const socket = openSocket({
      auth: { token: ada.session.accessToken },
      headers: { origin: "https://elsewhere.test" },
    });
    await expect.poll(() => socket.connected).toBe(true);
  });

  test.each([
    {},
    { auth: { token: 42 } },
    { auth: { token: "x" } },
    { headers: { cookie: "parley_access=x" } },
  ])("nobody connects with %j", async (options) => {
    expect(await refusal(options)).toMatchObject({ code: "unauthenticated" });
  });
});
