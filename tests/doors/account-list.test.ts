import { inArray, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { lockouts, sessions, users } from "#app/db/schema/index.ts";
import { createId } from "#app/shared/ids.ts";
import type { OwnUserView } from "#app/shared/views.ts";
import { createPerson, createRole, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { openPage, rest } from "./http-client.ts";
import { withServer } from "./server.ts";

withServer();

let admin: Person, ben: Person, cleo: Person, olga: Person;

beforeAll(async () => {
  admin = await createPerson(people.ada, "admin");
  ben = await createPerson(people.ben);
  cleo = await createPerson(people.cleo, await createRole(["user.unlock"]));
  olga = await createPerson(people.olga);
});

/** The user names of a page of the list, in its order. */
async function find(query: Record<string, string> = {}, caller = admin): Promise<string[]> {
  const { html } = await openPage(caller, `/admin/users?${new URLSearchParams(query)}`);
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main"));
  return [...main.matchAll(/@(?:<!-- -->)?([\w.-]+)/g)]
    .map((match) => match[1] ?? "")
    .filter((name) => known.has(name));
}

const known = { has: (name: string) => [admin, ben, cleo, olga].some(({ username }) => username === name) };
const names = (...persons: Person[]) => persons.map(({ username }) => username);

describe("the list of accounts", () => {
  test("has everybody by name, and opens to whoever may do something with it", async () => {
    expect(await find()).toEqual(names(admin, ben, cleo, olga));
    expect(await find({}, cleo)).toEqual(names(admin, ben, cleo, olga));
    expect((await openPage(ben, "/admin/users")).status).toBe(404);
    expect((await openPage(ben, `/admin/users/${olga.id}`)).status).toBe(404);
    const outsider = await createPerson(people.olga, await createRole(["audit.read", "role.manage"]));
    expect((await openPage(outsider, "/admin/users")).status).toBe(404);
    await db()
      .delete(users)
      .where(inArray(users.id, [outsider.id]));
  });

  test("is searched by name and user name", async () => {
    expect(await find({ query: "OKRI" })).toEqual(names(ben));
    expect(await find({ query: olga.username })).toEqual(names(olga));
    expect(await find({ query: "%" })).toEqual([]);
    expect(await find({ query: "nobody is called so" })).toEqual([]);
  });

  test("knows addresses for those who may read them, and for nobody else", async () => {
    expect(await find({ query: ben.email })).toEqual(names(ben));
    expect(await find({ query: ben.email }, cleo)).toEqual([]);
    expect(await find({ state: "unverified" })).toHaveLength(4);
    for (const path of ["/admin/users", `/admin/users/${ben.id}`]) {
      expect((await openPage(admin, path)).html).toContain(ben.email);
      const { html } = await openPage(cleo, path);
      expect(html).toContain(ben.username);
      for (const { email } of [admin, ben, olga]) expect(html).not.toContain(email);
      expect(html).not.toContain("Email not confirmed");
    }
    const { body } = await rest<OwnUserView>(admin, "GET", `/users/${ben.id}`);
    expect(body.email).toBe(ben.email);
    expect((await rest<OwnUserView>(cleo, "GET", `/users/${ben.id}`)).body.email).toBeUndefined();
  });

  test("is narrowed by role and state", async () => {
    await db()
      .update(users)
      .set({ deactivatedAt: sql`now()` })
      .where(inArray(users.id, [ben.id]));
    await db()
      .update(users)
      .set({ deletionDueAt: sql`now()` })
      .where(inArray(users.id, [olga.id]));
    const since = sql`now()`;
    await db()
      .insert(lockouts)
      .values([
        { key: cleo.id, failures: 5, since, lockedUntil: sql`now() + interval '1 minute'` },
        { key: olga.id, failures: 5, since, lockedUntil: sql`now() - interval '1 minute'` },
      ]);
    try {
      expect(await find({ role: "admin" })).toEqual(names(admin));
      expect(await find({ role: cleo.actor.role })).toEqual(names(cleo));
      expect(await find({ state: "active" })).toEqual(names(admin, cleo));
      expect(await find({ state: "deactivated" })).toEqual(names(ben));
      expect(await find({ state: "locked" })).toEqual(names(cleo));
      expect(await find({ state: "deletion", role: "user" })).toEqual(names(olga));
      expect(await find({ state: "deletion", role: "admin" })).toEqual([]);
    } finally {
      await db().update(users).set({ deactivatedAt: null, deletionDueAt: null });
      await db().delete(lockouts);
    }
  });

  test("is sorted by name, age, and who was last seen", async () => {
    for (const [index, person] of [cleo, admin, olga, ben].entries()) {
      const at = new Date(Date.UTC(2026, 0, 1 + index));
      await db()
        .update(users)
        .set({ createdAt: at })
        .where(inArray(users.id, [person.id]));
    }
    await db()
      .delete(sessions)
      .where(inArray(sessions.userId, [cleo.id]));
    await db()
      .update(sessions)
      .set({ lastSeenAt: sql`now() - interval '2 days'` })
      .where(inArray(sessions.userId, [ben.id]));
    await db()
      .update(sessions)
      .set({ lastSeenAt: sql`now() - interval '1 day'` })
      .where(inArray(sessions.userId, [olga.id]));
    // Nobody has used Cleo's account.
    const { html } = await openPage(admin, "/admin/users?order=seen");
    expect(html.match(/yesterday|2 days ago|Never/g)).toEqual(["yesterday", "2 days ago", "Never"]);
    expect(await find({ order: "created" })).toEqual(names(ben, olga, admin, cleo));
    expect(await find({ order: "seen" })).toEqual(names(admin, olga, ben, cleo));
    cleo = await createPerson(people.cleo, cleo.actor.role);
  });

  test("refuses what is no filter", async () => {
    for (const query of [
      "state=everything",
      "order=sideways",
      "page=0",
      "page=x",
      "role=No%20Role",
      "query=%00",
    ])
      expect((await openPage(admin, `/admin/users?${query}`)).status).toBe(422);
  });

  test("comes in pages of fifty", async () => {
    const crowd = Array.from({ length: 120 }, (_, index) => ({
      id: createId(),
      username: `crowd-${index}`,
      displayName: `Zoe ${String(index).padStart(3, "0")}`,
    }));
    await db().insert(users).values(crowd);
    const page = async (number: number) => {
      const { html } = await openPage(admin, `/admin/users?query=crowd-&page=${number}`);
      return { html, shown: [...html.matchAll(/<bdi>(Zoe \d+)<\/bdi>/g)].map((match) => match[1]) };
    };
    const [first, last, beyond] = [await page(1), await page(3), await page(99)];
    expect(first.html).toContain("120 accounts");
    expect(first.shown).toEqual(crowd.slice(0, 50).map(({ displayName }) => displayName));
    expect(first.html).toMatch(/href="[^"]*query=crowd-[^"]*page=2"/);
    expect(first.html).not.toContain("Previous page");
    expect(last.shown).toEqual(crowd.slice(100).map(({ displayName }) => displayName));
    expect(last.html).not.toContain("Next page");
    expect(beyond.shown).toEqual(last.shown);
  });
});

describe("/admin", () => {
  test("leads to the first page that one may open, and shows only those", async () => {
    const auditor = await createPerson(people.olga, await createRole(["audit.read", "role.manage"]));
    expect((await openPage(admin, "/admin")).location).toBe("/admin/users");
    expect((await openPage(auditor, "/admin")).location).toBe("/admin/roles");
    const nothing = await openPage(ben, "/admin");
    expect(nothing.status).toBe(404);
    expect(nothing.html).toContain("Nothing here");
    const { html } = await openPage(auditor, "/admin/audit");
    const tabs = (page: string) => [...page.matchAll(/href="(\/admin\/\w+)"/g)].map((match) => match[1]);
    expect(tabs(html)).toEqual(["/admin/roles", "/admin/audit"]);
    expect(html).toContain('href="/admin"');
    expect((await openPage(ben, "/search")).html).not.toContain('href="/admin"');
  });
});
