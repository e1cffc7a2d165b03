import { eq } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import type { OwnUserView, UserView } from "#app/shared/views.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createPerson, type Person } from "#tests/factories.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { openPage, postForm, rest, toCookieHeader } from "./http-client.ts";
import { withoutWriting } from "./observe.ts";
import { withServer } from "./server.ts";

withServer();

let ada: Person;
let count = 0;

beforeAll(async () => {
  ada = await createPerson(people.ada, "admin");
});

afterEach(() => setEnvironment());

/** A sign-up that would be accepted. */
function signUpInput(changes: Record<string, unknown> = {}) {
  const username = `grace-${++count}`;
  return { username, email: `${username}@parley.test`, password: PASSWORD, ...changes };
}

describe("signing up", () => {
  test("opens an account and a session", async () => {
    const input = signUpInput({ displayName: "Grace" });
    const { status, body } = await rest<SessionView>(null, "POST", "/auth/signup", { body: input });
    expect(status).toBe(201);
    expect(body).toMatchObject({ tokenType: "Bearer", expiresIn: 600 });
    expect(body.user).toMatchObject({
      username: input.username,
      email: input.email,
      displayName: "Grace",
      role: "user",
    });
    expect((await rest<OwnUserView>({ session: body }, "GET", "/me")).body).toEqual(body.user);
  });

  test("by form sets cookies that scripts cannot read, and nobody needs to log in", async () => {
    const page = await postForm(null, "/signup?next=/channels/new", signUpInput());
    expect(page).toMatchObject({ status: 303, location: "/channels/new" });
    const cookies = page.headers.getSetCookie();
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) expect(cookie).toMatch(/Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await openPage(null, "/channels/new", { cookie: toCookieHeader(cookies) })).status).toBe(200);
  });

  test("makes nobody an admin who asks to be one", async () => {
    const input = signUpInput({ role: "admin", isAdmin: true, id: ada.id, emailVerified: true });
    const { body } = await rest<SessionView>(null, "POST", "/auth/signup", { body: input });
    expect(body.user).toMatchObject({ role: "user", emailVerified: false });
    expect(body.user.id).not.toBe(ada.id);
  });

  test.each(["username", "email"] as const)(
    "with a %s that is taken, in whatever case, is a conflict",
    async (path) => {
      const input = signUpInput({ [path]: ada[path].toUpperCase() });
      const answer = await withoutWriting(() => rest(null, "POST", "/auth/signup", { body: input }));
      expect(answer.body).toMatchObject({ status: 409, code: "conflict", errors: [{ path, code: "taken" }] });
      const page = await postForm(null, "/signup", input);
      expect(page.code).toBe("conflict");
    },
  );

  test.each([
    ["of 10 characters", "ten chars!"],
    ["of 72 bytes", "Nine owls by the old mill count what the river took from them: 4,132 in."],
    ["of 24 characters with three bytes each", "春眠不觉晓处处闻啼鸟夜来风雨声花落知多少床前明月"],
  ])("accepts a password %s, and it logs in", async (_, password) => {
    const input = signUpInput({ password });
    expect((await rest(null, "POST", "/auth/signup", { body: input })).status).toBe(201);
    const login = { login: input.username, password };
    expect((await rest(null, "POST", "/auth/login", { body: login })).status).toBe(200);
    // bcrypt reads 72 bytes and would take this one for the same.
    const longer = { login: input.username, password: `${password}${"y".repeat(72)}` };
    expect((await rest(null, "POST", "/auth/login", { body: longer })).status).toBe(401);
  });

  test.each([
    ["password", "nine char", "too_short"],
    ["password", "😀".repeat(9), "too_short"],
    ["password", "x".repeat(73), "too_long"],
    ["password", "€".repeat(25), "too_long"],
    ["password", `${PASSWORD}\0`, "bad_text"],
    ["password", `${PASSWORD}\ud800`, "bad_text"],
    ["password", "", "required"],
    ["username", "ab", "too_short"],
    ["username", "x".repeat(33), "too_long"],
    ["username", "grace hopper", "bad_username"],
    ["username", "gr@ce", "bad_username"],
    ["username", "gräce", "bad_username"],
    ["username", "Admin", "reserved"],
    ["username", "deleted-1", "reserved"],
    ["email", "nobody", "bad_email"],
    ["email", "a@b", "bad_email"],
    ["email", `${"x".repeat(250)}@parley.test`, "too_long"],
    ["email", "a\0@parley.test", "bad_email"],
    ["displayName", "x".repeat(81), "too_long"],
    ["displayName", "a\nb", "bad_text"],
  ])("refuses the %s %j", async (path, value, code) => {
    const body = signUpInput({ [path]: value });
    const answer = await withoutWriting(() => rest(null, "POST", "/auth/signup", { body }));
    expect(answer.body).toMatchObject({ code: "invalid_input", errors: [{ path, code }] });
  });

  test("is not offered where sign-up is closed", async () => {
    setEnvironment({ SIGNUP_MODE: "closed" });
    expect((await openPage(null, "/signup")).html).toContain("Sign-up is closed here.");
    const login = (await openPage(null, "/login")).html;
    expect(login).toContain("Email or username");
    expect(login).not.toContain("/signup");
    setEnvironment();
    expect((await openPage(null, "/login")).html).toContain('href="/signup"');
  });

  test("is refused where sign-up is closed", async () => {
    setEnvironment({ SIGNUP_MODE: "closed" });
    const answer = await withoutWriting(() => rest(null, "POST", "/auth/signup", { body: signUpInput() }));
    expect(answer.body).toMatchObject({ status: 403, code: "forbidden" });
    expect((await postForm(null, "/signup", signUpInput())).code).toBe("forbidden");
  });
});

describe("logging in", () => {
  const login = (body: unknown) => rest<SessionView>(null, "POST", "/auth/login", { body });

  test.each([
    ["user name", () => ada.username],
    ["user name in capitals", () => ada.username.toUpperCase()],
    ["mail address", () => ada.email],
    ["mail address in capitals", () => ` ${ada.email.toUpperCase()} `],
  ])("works by %s", async (_, name) => {
    const { status, body } = await login({ login: name(), password: PASSWORD });
    expect(status).toBe(200);
    expect(body.user.id).toBe(ada.id);
  });

  test("answers an unknown account as a wrong password", async () => {
    const [wrong, unknown, odd] = await Promise.all([
      rest(null, "POST", "/auth/login", { body: { login: ada.username, password: "wrong password" } }),
      rest(null, "POST", "/auth/login", { body: { login: "nobody-there", password: "wrong password" } }),
      rest(null, "POST", "/auth/login", { body: { login: "a\0b\ud800", password: "\0\ud800" } }),
    ]);
    expect(wrong.body).toMatchObject({ status: 401, code: "unauthenticated" });
    expect({ ...unknown.body, requestId: "" }).toEqual({ ...wrong.body, requestId: "" });
    expect({ ...odd.body, requestId: "" }).toEqual({ ...wrong.body, requestId: "" });
    const page = await postForm(null, "/login", { login: ada.username, password: "wrong password" });
    expect(page.code).toBe("unauthenticated");
    expect(page.headers.getSetCookie()).toEqual([]);
    expect(page.html).toContain(`value="${ada.username}"`);
  });

  test("is forbidden to a deactivated account, and only who knows its password learns so", async () => {
    const ben = await createPerson(people.ben);
    await db().update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, ben.id));
    expect((await login({ login: ben.username, password: PASSWORD })).status).toBe(403);
    expect((await login({ login: ben.username, password: "wrong password" })).status).toBe(401);
    expect((await rest(ben, "GET", "/me")).status).toBe(401);
  });

  test.each([
    ["without Remember me ends with the browser", {}, false],
    ["with Remember me outlives the browser", { remember: "on" }, true],
  ])("%s", async (_, fields, isKept) => {
    const page = await postForm(null, "/login", { login: ada.username, password: PASSWORD, ...fields });
    expect(page.status).toBe(303);
    const cookies = page.headers.getSetCookie();
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) expect(/Max-Age=5184000/.test(cookie)).toBe(isKept);
  });

  test.each([
    ["/channels/new?a=b#c", "/channels/new?a=b#c"],
    ["//evil.test", "/"],
    ["/\\evil.test", "/"],
    ["/\t/evil.test", "/"],
    ["https://evil.test", "/"],
    ["javascript:alert(1)", "/"],
    ["evil.test", "/"],
    ["", "/"],
  ])("with next=%j goes to %j", async (next, location) => {
    const fields = { login: ada.username, password: PASSWORD };
    const page = await postForm(null, `/login?next=${encodeURIComponent(next)}`, fields);
    expect(page).toMatchObject({ status: 303, location });
    // Somebody who is signed in already is sent on by the page itself.
    expect((await openPage(ada, `/login?next=${encodeURIComponent(next)}`)).location).toBe(location);
  });

  test("the right password wipes out the wrong ones before it", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.1" });
    const login = ada.username;
    for (let round = 0; round < 3; round++) {
      const wrong = await rest(null, "POST", "/auth/login", { body: { login, password: "wrong password" } });
      expect(wrong.status).toBe(401);
      expect((await rest(null, "POST", "/auth/login", { body: { login, password: PASSWORD } })).status).toBe(
        200,
      );
    }
  });

  test("too often is answered with the seconds to wait, by form and by REST", async () => {
    setEnvironment({ RATE_LIMIT_SCALE: "0.1" });
    const body = { login: "nobody-at-all", password: "wrong password" };
    for (let attempt = 0; attempt < 3; attempt++)
      expect((await rest(null, "POST", "/auth/login", { body })).status).toBe(401);
    const answer = await rest(null, "POST", "/auth/login", { body });
    expect(answer.body).toMatchObject({ status: 429, code: "rate_limited" });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    const page = await postForm(null, "/login", { ...body, login: "NOBODY-at-all" });
    expect(page.code).toBe("rate_limited");
    expect(Number(page.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("one's own account", () => {
  test("changes what was given and nothing else", async () => {
    const ben = await createPerson(people.ben);
    const body = {
      displayName: "Benjamin",
      bio: "Writes.",
      role: "admin",
      email: "x@parley.test",
      id: ada.id,
    };
    const answer = await rest<OwnUserView>(ben, "PATCH", "/me", { body });
    expect(answer.body).toEqual({ ...ben.session.user, displayName: "Benjamin", bio: "Writes." });
    expect((await rest<OwnUserView>(ben, "PATCH", "/me", { body: {} })).body).toEqual(answer.body);
    expect((await rest<UserView>(ada, "GET", `/users/${ben.id}`)).body).toMatchObject({
      displayName: "Benjamin",
    });
  });

  test.each([
    ["displayName", "", "required"],
    ["displayName", "\u200b", "required"],
    ["bio", "x".repeat(501), "too_long"],
    ["locale", "xx", "invalid"],
    ["statusText", 1, "wrong_type"],
  ])("refuses the %s %j", async (path, value, code) => {
    const answer = await rest(ada, "PATCH", "/me", { body: { [path]: value } });
    expect(answer.body).toMatchObject({ code: "invalid_input", errors: [{ path, code }] });
  });

  test("is seen in full by its owner and by admins", async () => {
    const admin = await createPerson(people.ben, "admin");
    for (const person of [ada, admin]) {
      const { body } = await rest(person, "GET", `/users/${ada.id}`);
      expect(body).toMatchObject({ id: ada.id, email: ada.email, emailVerified: false, locale: "en" });
    }
  });

  test("shows its mail address to nobody else", async () => {
    const ben = await createPerson(people.ben);
    const found = await rest<UserView[]>(ben, "GET", `/users?query=${ada.username}`);
    expect(found.body.map((user) => user.id)).toEqual([ada.id]);
    expect(JSON.stringify(found.body)).not.toContain("@parley.test");
  });
});
