// What a body holds beyond the fields that a verb asks for is not looked at.
import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import type { OwnUserView } from "#app/shared/views.ts";
import { postForm, rest } from "#tests/doors/http-client.ts";
import { withServer } from "#tests/doors/server.ts";
import { createPerson, uniqueName, type Person } from "#tests/factories.ts";
import { PASSWORD, people } from "#tests/people.ts";

withServer();

let ada: Person;
let olga: Person;

beforeEach(async () => {
  ada = await createPerson();
  olga = await createPerson(people.olga);
});

/** Everything that only Parley itself writes. */
const forbidden = () => ({
  id: olga.id,
  userId: olga.id,
  role: "admin",
  isAdmin: true,
  permissions: ["role.manage"],
  emailVerified: true,
  emailVerifiedAt: "2020-01-01T00:00:00.000Z",
  deactivatedAt: "2020-01-01T00:00:00.000Z",
  deletionDueAt: "2020-01-01T00:00:00.000Z",
  erasedAt: "2020-01-01T00:00:00.000Z",
  createdAt: "2020-01-01T00:00:00.000Z",
  avatarId: olga.id,
  avatarUrl: "https://evil.test/",
  username: "changed",
  email: "changed@parley.test",
  ["__proto__"]: { role: "admin" },
  constructor: { prototype: { role: "admin" } },
});

async function readRow(id: string) {
  return (await db().query.users.findFirst({ where: eq(users.id, id) }))!;
}

test("sign-up makes an ordinary, unverified account, whatever else the body says", async () => {
  const username = uniqueName("grace").replaceAll(" ", "-");
  const own = { email: `${username}@parley.test`, username, password: PASSWORD };
  const { body } = await rest<SessionView>(null, "POST", "/auth/signup", {
    body: { ...forbidden(), ...own },
  });
  const row = await readRow(body.user.id);
  expect(row).toMatchObject({
    username,
    role: "user",
    emailVerifiedAt: null,
    deactivatedAt: null,
    avatarId: null,
  });
  expect(row.id).not.toBe(olga.id);
  expect(row.createdAt.getFullYear()).toBeGreaterThan(2020);
});

test("one's profile changes by its own fields only, by REST and by the form", async () => {
  const before = await readRow(ada.id);
  const byRest = await rest<OwnUserView>(ada, "PATCH", "/me", { body: { ...forbidden(), bio: "by REST" } });
  expect(byRest.body).toMatchObject({ bio: "by REST", role: "user" });
  const text = Object.fromEntries(
    Object.entries(forbidden()).map(([name, value]) => [name, JSON.stringify(value)]),
  );
  await postForm(ada, "/settings/profile", { ...text, displayName: ada.displayName, bio: "by form" });
  expect(await readRow(ada.id)).toEqual({ ...before, bio: "by form" });
  expect((await readRow(olga.id)).bio).toBe("");
});

test("nobody but an admin changes a role, their own included", async () => {
  const admin = await createPerson(people.ben, "admin");
  for (const target of [ada, olga]) {
    const answer = await rest(ada, "PATCH", `/users/${target.id}`, { body: { role: "admin" } });
    expect(answer.body.code).toBe("not_found");
  }
  expect((await readRow(ada.id)).role).toBe("user");
  expect((await rest(admin, "PATCH", `/users/${ada.id}`, { body: { role: "admin" } })).status).toBe(200);
  expect((await readRow(ada.id)).role).toBe("admin");
});
