import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { sessions, users } from "#app/db/schema/index.ts";
import { startSession } from "#app/domain/sessions/start-session.server.ts";
import { createId } from "#app/shared/ids.ts";
import { DAY, HOUR, MINUTE } from "#app/shared/time.ts";
import type { DeviceView, SessionView } from "#app/shared/account-views.ts";
import { actorOf, createPerson, openSession, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { withServer } from "./server.ts";
import { connect } from "./socket-client.ts";

withServer();

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

let ada: Person;

beforeEach(async () => {
  ada = await createPerson(people.ada);
});

const isSignedIn = async (session: SessionView) => (await rest({ session }, "GET", "/me")).status === 200;
const list = async () => (await rest<DeviceView[]>(ada, "GET", "/me/sessions")).body;
const idOf = async (session: SessionView) => (await actorOf(session)).sessionId;

/** A session of Ada's on a device that calls itself so. */
async function openOn(userAgent: string, address = "192.0.2.7"): Promise<SessionView> {
  const user = await db().query.users.findFirst({ where: eq(users.id, ada.id) });
  return startSession(user!, { userAgent, address, remember: false, method: "passkey" });
}

async function readRow(sessionId: string) {
  const row = await db().query.sessions.findFirst({ where: eq(sessions.id, sessionId) });
  return row!;
}

describe("the list of one's sessions", () => {
  test("tells device, address, way in and last use of each, this one first", async () => {
    const [firefox, program] = [await openOn(FIREFOX), await openOn("x".repeat(200))];
    const devices = await list();
    expect(devices).toMatchObject([
      {
        id: ada.actor.sessionId,
        current: true,
        method: "password",
        device: { browser: "tests", system: "" },
      },
      { id: await idOf(program), current: false, device: { browser: `${"x".repeat(60)}…`, system: "" } },
      {
        id: await idOf(firefox),
        current: false,
        method: "passkey",
        address: "192.0.2.7",
        device: { browser: "Firefox", system: "Linux" },
      },
    ]);
    for (const { lastSeenAt, createdAt } of devices)
      expect([lastSeenAt, createdAt].every((time) => Date.now() - Date.parse(time) < MINUTE)).toBe(true);
  });

  test("is words on the page, where a name of mark-up stays text", async () => {
    await openOn(FIREFOX);
    await openOn("<script>alert(1)</script>");
    await openOn("");
    const { html } = await openPage(ada, "/settings/security");
    const words = html.replaceAll("<!-- -->", "");
    for (const text of [
      "Firefox on Linux",
      "Address 192.0.2.7",
      "Logged in with a passkey",
      "Unknown device",
    ])
      expect(words).toContain(text);
    expect(words).toContain("&lt;script>alert(1)");
    expect(words).not.toContain("<script>alert(1)");
    expect(words.match(/This one/g)).toHaveLength(1);
    expect(words.match(/value="end-session"/g)).toHaveLength(3);
  });

  test("holds nobody else's, and none that has ended or run out", async () => {
    const [ended, late] = [await openSession(ada), await openSession(ada)];
    await createPerson(people.olga);
    await rest({ session: ended }, "POST", "/auth/logout", { body: { refreshToken: ended.refreshToken } });
    await db()
      .update(sessions)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(sessions.id, await idOf(late)));
    expect((await list()).map(({ id }) => id)).toEqual([ada.actor.sessionId]);
    expect((await openPage(ada, "/settings/security")).html).toContain("There is no other session.");
  });
});

/** By each door: the code of its answer. */
const DOORS = [
  [
    "REST",
    async () => (await rest(ada, "DELETE", "/me/sessions")).body?.code ?? "ok",
    async (id: string) => (await rest(ada, "DELETE", `/me/sessions/${id}`)).body?.code ?? "ok",
  ],
  [
    "form",
    async () => (await postForm(ada, "/settings/security", { intent: "end-others" })).code,
    async (sessionId: string) =>
      (await postForm(ada, "/settings/security", { intent: "end-session", sessionId })).code,
  ],
] as const;

describe.each(DOORS)("ending sessions by %s", (_, endOthers, endOne) => {
  test("one: it is over at once, with its sockets; the others go on", async () => {
    const [phone, tablet] = [await openSession(ada), await openSession(ada)];
    const [client, other] = [await connect({ session: phone }), await connect({ session: tablet })];
    expect(await endOne(await idOf(phone))).toBe("ok");
    await expect.poll(() => client.socket.connected).toBe(false);
    expect(client.told).toEqual([{ event: "session:ended", payload: { reason: "ended_by_user" } }]);
    expect(await isSignedIn(phone)).toBe(false);
    expect([await isSignedIn(tablet), await isSignedIn(ada.session)]).toEqual([true, true]);
    expect(await other.ask("user:find", { userIds: [] })).toEqual({ ok: true, data: [] });
    expect(other.told).toEqual([]);
  });

  test("of somebody else, unknown ones, and none at all: not found, and nothing ends", async () => {
    const olga = await createPerson(people.olga);
    for (const id of [olga.actor.sessionId, createId(), "x"]) expect(await endOne(id)).toBe("not_found");
    expect([await isSignedIn(olga.session), await isSignedIn(ada.session)]).toEqual([true, true]);
  });

  test("all others: this one stays, and so do other people's", async () => {
    const others = [await openSession(ada), await openSession(ada, { remember: true })];
    const olga = await createPerson(people.olga);
    const clients = await Promise.all(others.map((session) => connect({ session })));
    const [here, outsider] = [await connect(ada), await connect(olga)];
    expect(await endOthers()).toBe("ok");
    for (const client of clients)
      await expect.poll(() => client.heard("session:ended")).toEqual([{ reason: "ended_by_user" }]);
    await expect.poll(() => clients.map(({ socket }) => socket.connected)).toEqual([false, false]);
    for (const session of others) expect(await isSignedIn(session)).toBe(false);
    for (const client of [here, outsider]) {
      expect(await client.ask("user:find", { userIds: [] })).toEqual({ ok: true, data: [] });
      expect(client.told).toEqual([]);
    }
    expect((await list()).map(({ current }) => current)).toEqual([true]);
    expect(await endOthers()).toBe("ok");
    expect(await isSignedIn(ada.session)).toBe(true);
  });
});

test("nobody who is signed out ends or lists sessions", async () => {
  for (const method of ["GET", "DELETE"])
    expect((await rest(null, method, "/me/sessions")).body.code).toBe("unauthenticated");
  expect((await postForm(null, "/settings/security", { intent: "end-others" })).location).toBe("/login");
  expect(await isSignedIn(ada.session)).toBe(true);
});

describe.each([
  [false, 12 * HOUR],
  [true, 60 * DAY],
])("a session that is remembered: %j", (remember, length) => {
  test("ends when nobody used it for as long as it lasts, and every use puts that off", async () => {
    const session = await openSession(ada, { remember });
    const id = await idOf(session);
    const isFull = async () =>
      Math.abs((await readRow(id)).expiresAt.getTime() - Date.now() - length) < MINUTE;
    expect(await isFull()).toBe(true);

    const almostOver = {
      lastSeenAt: sql`now() - interval '6 minutes'`,
      expiresAt: sql`now() + interval '9 s'`,
    };
    await db().update(sessions).set(almostOver).where(eq(sessions.id, id));
    expect(await isSignedIn(session)).toBe(true);
    expect(await isFull()).toBe(true);

    await db().update(sessions).set(almostOver).where(eq(sessions.id, id));
    const refreshed = await rest<SessionView>(null, "POST", "/auth/refresh", {
      body: { refreshToken: session.refreshToken },
    });
    expect(refreshed.status).toBe(200);
    expect(await isFull()).toBe(true);

    const over = { expiresAt: sql`now() - interval '1 second'` };
    await db().update(sessions).set(over).where(eq(sessions.id, id));
    expect(await isSignedIn(refreshed.body)).toBe(false);
    const body = { refreshToken: refreshed.body.refreshToken };
    expect((await rest(null, "POST", "/auth/refresh", { body })).status).toBe(401);
    // Being asked does not bring it back to life.
    expect(await isSignedIn(refreshed.body)).toBe(false);
  });
});
