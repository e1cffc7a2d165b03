import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { auditLog, invites, lockouts, users } from "#app/db/schema/index.ts";
import { hasSecondFactor } from "#app/domain/factors/check-second-factor.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { Permission } from "#app/shared/permissions.ts";
import type { InviteView } from "#app/shared/account-views.ts";
import type { UserView } from "#app/shared/views.ts";
import {
  actorOf,
  createChannel,
  createPerson,
  createRole,
  openSession,
  type Person,
} from "#tests/factories.ts";
import { addApp } from "#tests/factors.ts";
import { readMails } from "#tests/mailbox.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { withServer } from "./server.ts";
import { connect } from "./socket-client.ts";

withServer();

let admin: Person, ben: Person, olga: Person;

beforeAll(async () => {
  admin = await createPerson(people.ada, "admin");
  olga = await createPerson(people.olga);
});

beforeEach(async () => {
  ben = await createPerson(people.ben);
});

const codeOf = ({ body }: { body: unknown }) => (body as { code?: string } | undefined)?.code ?? "ok";
const call = async (caller: Person, method: string, address: string, body?: unknown) =>
  codeOf(await rest(caller, method, address, { body }));
const act = (caller: Person, person: Person, intent: string, fields: Record<string, string> = {}) =>
  postForm(caller, `/admin/users/${person.id}`, { intent, ...fields });
const isSignedIn = async (person: Person) => (await rest(person, "GET", "/me")).status === 200;
const roleOf = async (person: Person) =>
  (await rest<UserView>(admin, "GET", `/users/${person.id}`)).body.role;
const actsOn = async (person: Person) =>
  (await db().select().from(auditLog).where(eq(auditLog.targetId, person.id))).map(({ action }) => action);

async function createHelper(...permissions: Permission[]): Promise<Person> {
  return createPerson(people.cleo, await createRole([...permissions, "channel.join", "message.send"]));
}

const createInvite = async (maker: Person) =>
  (await rest<InviteView>(maker, "POST", "/invites", { body: {} })).body.id;
const isOpen = async (id: string) =>
  (await db().query.invites.findFirst({ where: eq(invites.id, id) }))?.revokedAt === null;

/** Somebody whose role allows less than any helper's. */
async function createNewcomer(): Promise<Person> {
  return createPerson(people.ben, await createRole(["message.send"]));
}

describe("giving a role", () => {
  test("counts at once, in open sessions, on open sockets and in the eyes of others", async () => {
    const channel = await createChannel(olga, { members: [ben] });
    const [client, other] = [await connect(ben), await connect(olga)];
    const role = await createRole(["channel.join"]);
    const page = await act(admin, ben, "assign-role", { role });
    expect(page.html).toContain("The role is changed.");

    await expect.poll(() => client.socket.connected).toBe(false);
    await expect.poll(() => other.heard("user:changed")).toMatchObject([{ user: { id: ben.id, role } }]);
    const say = { channelId: channel.id, clientId: createId(), body: "Hello" };
    expect(await (await connect(ben)).ask("message:send", say)).toMatchObject({
      error: { code: "forbidden" },
    });
    expect(await call(ben, "POST", `/channels/${channel.id}/messages`, say)).toBe("forbidden");
    expect((await other.ask("message:send", { ...say, clientId: createId() })).ok).toBe(true);
    expect(await actsOn(ben)).toEqual(["user.role.assign"]);
  });

  test("makes and unmakes admins, but not the last one", async () => {
    expect(await call(ben, "GET", "/audit")).toBe("not_found");
    expect(await call(admin, "PATCH", `/users/${ben.id}`, { role: "admin" })).toBe("ok");
    expect(await call(ben, "GET", "/audit")).toBe("ok");
    expect(await call(ben, "PATCH", `/users/${ben.id}`, { role: "user" })).toBe("ok");
    expect(await call(ben, "GET", "/audit")).toBe("not_found");
    expect(await call(admin, "PATCH", `/users/${admin.id}`, { role: "user" })).toBe("conflict");
    expect((await act(admin, admin, "assign-role", { role: "user" })).html).toContain(
      "You are the last admin.",
    );
    expect(await roleOf(admin)).toBe("admin");
  });

  test("leaves an admin where the last two take it from each other at once", async () => {
    await call(admin, "PATCH", `/users/${ben.id}`, { role: "admin" });
    const answers = await Promise.all([
      call(admin, "PATCH", `/users/${ben.id}`, { role: "user" }),
      call(ben, "PATCH", `/users/${admin.id}`, { role: "user" }),
    ]);
    expect(answers.toSorted()).toEqual(["conflict", "ok"]);
    const [left] = [admin, ben].filter((_, index) => answers[index] === "ok");
    const admins = await db().select({ id: users.id }).from(users).where(eq(users.role, "admin"));
    expect(admins).toEqual([{ id: left?.id }]);
    await db().update(users).set({ role: "admin" }).where(eq(users.id, admin.id));
    await db().update(users).set({ role: "user" }).where(eq(users.id, ben.id));
  });

  test("cannot be used to get more than one has", async () => {
    const helper = await createHelper("user.role.assign");
    const newcomer = await createNewcomer();
    const strong = await createRole(["channel.join", "audit.read"]);
    for (const role of ["admin", strong])
      for (const person of [newcomer, helper])
        expect(await call(helper, "PATCH", `/users/${person.id}`, { role })).toBe("forbidden");
    // The role of Ben and Olga allows more than the helper may do.
    for (const person of [admin, ben])
      expect(await call(helper, "PATCH", `/users/${person.id}`, { role: helper.actor.role })).toBe(
        "forbidden",
      );
    expect(await roleOf(newcomer)).toBe(newcomer.actor.role);
    expect(await roleOf(ben)).toBe("user");
    expect(await call(helper, "PATCH", `/users/${newcomer.id}`, { role: helper.actor.role })).toBe("ok");
  });

  test("keeps who needs a second factor from giving a role that needs none", async () => {
    const helper = await createPerson(people.cleo, await createRole(["user.role.assign"], true));
    await addApp(helper);
    const [lax, strict] = [await createRole([]), await createRole([], true)];
    const newcomer = await createPerson(people.ben, strict);
    expect(await call(helper, "PATCH", `/users/${newcomer.id}`, { role: lax })).toBe("forbidden");
    expect(await roleOf(newcomer)).toBe(strict);
    expect(await call(helper, "PATCH", `/users/${newcomer.id}`, { role: helper.actor.role })).toBe("ok");
  });

  test("that makes no invites ends those that are open", async () => {
    const maker = await createRole(["invite.create"]);
    const [cleo, other] = [await createPerson(people.cleo, maker), await createPerson(people.olga, maker)];
    const [mine, theirs] = [await createInvite(cleo), await createInvite(other)];
    await call(admin, "PATCH", `/users/${cleo.id}`, { role: await createRole(["invite.create"]) });
    expect(await isOpen(mine)).toBe(true);
    await call(admin, "PATCH", `/users/${cleo.id}`, { role: "user" });
    expect([await isOpen(mine), await isOpen(theirs)]).toEqual([false, true]);
  });

  test("refuses a role that there is not, and who there is not", async () => {
    for (const role of ["no-such-role", "Admin", "", undefined, ["admin"]])
      expect(await call(admin, "PATCH", `/users/${ben.id}`, { role })).toBe("invalid_input");
    expect(await call(admin, "PATCH", `/users/${createId()}`, { role: "user" })).toBe("not_found");
  });
});

describe("deactivating somebody", () => {
  test("ends the invites that they have made", async () => {
    const cleo = await createPerson(people.cleo, await createRole(["invite.create"]));
    const [theirs, others] = [await createInvite(cleo), await createInvite(admin)];
    expect(await call(admin, "POST", `/users/${cleo.id}/deactivation`)).toBe("ok");
    expect([await isOpen(theirs), await isOpen(others)]).toEqual([false, true]);
  });

  test("ends their sessions at once and lets nobody log in, until they are reactivated", async () => {
    const channel = await createChannel(ben, { members: [olga] });
    const [client, other] = [await connect(ben), await connect(olga)];
    const page = await act(admin, ben, "deactivate", { reason: "Left the club" });
    expect(page.html).toContain("The account is deactivated.");
    await expect.poll(() => client.heard("session:ended")).toEqual([{ reason: "deactivated" }]);
    await expect.poll(() => client.socket.connected).toBe(false);
    expect(await isSignedIn(ben)).toBe(false);
    const logIn = () =>
      rest(null, "POST", "/auth/login", { body: { login: ben.username, password: PASSWORD } });
    expect(codeOf(await logIn())).toBe("forbidden");
    await expect.poll(() => other.heard("user:changed")).toMatchObject([{ user: { id: ben.id } }]);
    expect(other.heard("user:changed")[0]?.user.deactivatedAt).not.toBeNull();
    const { body } = await rest<UserView>(olga, "GET", `/users/${ben.id}`);
    expect(body.displayName).toBe(ben.displayName);

    expect((await act(admin, ben, "reactivate")).html).toContain("The account is open again.");
    expect(codeOf(await logIn())).toBe("ok");
    expect(await call(olga, "GET", `/channels/${channel.id}`)).toBe("ok");
    expect(await actsOn(ben)).toEqual(["user.deactivate", "user.reactivate"]);
  });

  test("works over REST, and twice is as once", async () => {
    for (const body of [{ reason: "Spam" }, {}])
      expect(await call(admin, "POST", `/users/${ben.id}/deactivation`, body)).toBe("ok");
    expect(await isSignedIn(ben)).toBe(false);
    for (const _ of [1, 2]) expect(await call(admin, "DELETE", `/users/${ben.id}/deactivation`)).toBe("ok");
    expect(await actsOn(ben)).toEqual(["user.deactivate", "user.reactivate"]);
  });

  test("is not for oneself, and of two last admins one is left", async () => {
    expect(await call(admin, "POST", `/users/${admin.id}/deactivation`)).toBe("conflict");
    const second = await createPerson(people.cleo, "admin");
    const answers = await Promise.all([
      call(admin, "POST", `/users/${second.id}/deactivation`),
      call(second, "POST", `/users/${admin.id}/deactivation`),
    ]);
    expect(answers.filter((code) => code === "ok")).toHaveLength(1);
    expect([await isSignedIn(admin), await isSignedIn(second)].filter(Boolean)).toHaveLength(1);
    await db().update(users).set({ deactivatedAt: null }).where(eq(users.id, admin.id));
    await db().update(users).set({ role: "user" }).where(eq(users.id, second.id));
    admin = await createPerson(people.ada, "admin");
  });

  test("takes a reason of one line and 200 characters", async () => {
    for (const reason of ["x".repeat(201), "two\nlines", "\0", 7])
      expect(await call(admin, "POST", `/users/${ben.id}/deactivation`, { reason })).toBe("invalid_input");
    const page = await act(admin, ben, "deactivate", { reason: "y".repeat(201) });
    expect(page.html).toContain("Use at most 200 characters.");
    expect(page.html).toContain(`value="${"y".repeat(201)}"`);
    expect(await isSignedIn(ben)).toBe(true);
  });
});

describe("resetting a second factor", () => {
  test("removes it, tells why by mail and in the log", async () => {
    await addApp(ben);
    await addApp(olga);
    const page = await act(admin, ben, "reset-factors", { reason: "Phone fell into a lake" });
    expect(page.html).toContain("The second factor is removed.");
    expect(await hasSecondFactor(ben.id)).toBe(false);
    expect(await hasSecondFactor(olga.id)).toBe(true);
    await workOffJobs();
    const mail = (await readMails(ben.email)).find(
      ({ subject }) => subject === "Your second factor was removed",
    );
    expect(mail?.text).toContain("Phone fell into a lake");
    expect(await actsOn(ben)).toContain("user.factor.reset");
  });

  test("needs a reason, and is not for oneself", async () => {
    await addApp(ben);
    for (const reason of ["", "  ", undefined])
      expect(await call(admin, "DELETE", `/users/${ben.id}/factors`, { reason })).toBe("invalid_input");
    expect((await act(admin, ben, "reset-factors", { reason: "" })).html).toContain("This is needed.");
    expect(await hasSecondFactor(ben.id)).toBe(true);
    expect(await call(admin, "DELETE", `/users/${admin.id}/factors`, { reason: "Mine" })).toBe("conflict");
    expect(await call(admin, "DELETE", `/users/${ben.id}/factors`, { reason: "Lost" })).toBe("ok");
    expect(await hasSecondFactor(ben.id)).toBe(false);
  });

  test("closes the connections of who needs one", async () => {
    const role = await createRole(["message.send"], true);
    const cleo = await createPerson(people.cleo, role);
    await addApp(cleo);
    const client = await connect(cleo);
    expect(await call(admin, "DELETE", `/users/${cleo.id}/factors`, { reason: "Lost" })).toBe("ok");
    await expect.poll(() => client.socket.connected).toBe(false);
    expect(await call(cleo, "GET", "/channels")).toBe("forbidden");
  });
});

describe("ending sessions", () => {
  test("ends one, or all, with their sockets, and nobody else's", async () => {
    const second = { ...ben, session: await openSession(ben) };
    const { sessionId } = await actorOf(second.session);
    const clients = [await connect(ben), await connect(second), await connect(olga)];
    expect((await act(admin, ben, "end-session", { sessionId })).html).toContain("The sessions have ended.");
    await expect.poll(() => clients[1]?.heard("session:ended")).toEqual([{ reason: "ended_by_admin" }]);
    expect([await isSignedIn(ben), await isSignedIn(second)]).toEqual([true, false]);
    expect((await act(admin, ben, "end-session", { sessionId })).code).toBe("not_found");
    const others = (await actorOf(olga.session)).sessionId;
    expect((await act(admin, ben, "end-session", { sessionId: others })).code).toBe("not_found");

    expect(await call(admin, "DELETE", `/users/${ben.id}/sessions`)).toBe("ok");
    await expect.poll(() => clients[0]?.heard("session:ended")).toEqual([{ reason: "ended_by_admin" }]);
    expect([await isSignedIn(ben), await isSignedIn(olga)]).toEqual([false, true]);
    expect(clients[2]?.heard("session:ended")).toEqual([]);
    expect(await actsOn(ben)).toEqual(["user.session.end", "user.session.end"]);
  });
});

describe("unlocking somebody", () => {
  const lock = async (person: Person) =>
    db()
      .insert(lockouts)
      .values({
        key: person.id,
        failures: 5,
        since: sql`now()`,
        level: 1,
        lockedUntil: sql`now() + interval '1 hour'`,
      });

  test("lets them log in again", async () => {
    await lock(ben);
    await lock(olga);
    const logIn = (person: Person) =>
      rest(null, "POST", "/auth/login", { body: { login: person.username, password: PASSWORD } });
    expect(codeOf(await logIn(ben))).toBe("locked");
    expect((await openPage(admin, `/admin/users/${ben.id}`)).html).toContain("Nobody can log in until");
    expect((await act(admin, ben, "unlock")).html).toContain("The account is unlocked.");
    expect(codeOf(await logIn(ben))).toBe("ok");
    expect(codeOf(await logIn(olga))).toBe("locked");
    expect(await call(admin, "DELETE", `/users/${olga.id}/lockout`)).toBe("ok");
    // A second time there is nothing to unlock, nor to write down.
    expect(await call(admin, "DELETE", `/users/${ben.id}/lockout`)).toBe("ok");
    expect(await actsOn(ben)).toEqual(["user.unlock"]);
  });
});

describe("every act on an account", () => {
  const acts: [Permission, string, string, object][] = [
    ["user.role.assign", "PATCH", "", { role: "user" }],
    ["user.deactivate", "POST", "/deactivation", {}],
    ["user.deactivate", "DELETE", "/deactivation", {}],
    ["user.unlock", "DELETE", "/lockout", {}],
    ["user.factor.reset", "DELETE", "/factors", { reason: "Why not" }],
    ["user.session.end", "DELETE", "/sessions", {}],
  ];

  test.each(acts)(
    "with %s (%s %s) is nothing for others, nor against who may do more",
    async (own, method, path, body) => {
      const others = acts.map(([permission]) => permission).filter((permission) => permission !== own);
      const [helper, outsider] = [await createHelper(own), await createHelper(...others)];
      const newcomer = await createNewcomer();
      const before = await db().select().from(users).orderBy(users.id);
      expect(await call(outsider, method, `/users/${newcomer.id}${path}`, body)).toBe("not_found");
      expect(await call(ben, method, `/users/${newcomer.id}${path}`, body)).toBe("not_found");
      expect(await call(helper, method, `/users/${admin.id}${path}`, body)).toBe("forbidden");
      expect(await call(helper, method, `/users/${outsider.id}${path}`, body)).toBe("forbidden");
      expect(await call(helper, method, `/users/${createId()}${path}`, body)).toBe("not_found");
      expect(await call(helper, method, `/users/not-an-id${path}`, body)).toBe("not_found");
      expect(await db().select().from(users).orderBy(users.id)).toEqual(before);
      expect([await isSignedIn(admin), await isSignedIn(newcomer)]).toEqual([true, true]);
      const role = newcomer.actor.role;
      const allowed = "role" in body ? { role } : body;
      expect(await call(helper, method, `/users/${newcomer.id}${path}`, allowed)).toBe("ok");
    },
  );
});
