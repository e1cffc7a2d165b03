import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import "#app/domain/job-list.server.ts";
import { db } from "#app/db/client.server.ts";
import { auditLog, users } from "#app/db/schema/index.ts";
import { eraseDueAccounts } from "#app/domain/deletion/erase-account.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { DAY } from "#app/shared/time.ts";
import type { DeletionView, SessionView } from "#app/shared/account-views.ts";
import type { OwnUserView, UserView } from "#app/shared/views.ts";
import { createChannel, createPerson, openSession, send, type Person } from "#tests/factories.ts";
import { findLink, readMails } from "#tests/mailbox.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { createWitness, listen, withoutWriting } from "./observe.ts";
import { withServer } from "./server.ts";
import { connect, refusal } from "./socket-client.ts";

withServer();

let admin: Person, ada: Person;

beforeAll(async () => {
  admin = await createPerson(people.cleo, "admin");
});

beforeEach(async () => {
  ada = await createPerson(people.ada);
});

const proof = { password: PASSWORD };
const isSignedIn = async (session: SessionView) => (await rest({ session }, "GET", "/me")).status === 200;
const deleteAccount = (person: Person, body: object = proof) => rest(person, "DELETE", "/me", { body });
const deactivate = (person: Person, fields: Record<string, string> = proof) =>
  postForm(person, "/settings/account", { intent: "deactivate", ...fields });
const lookAt = async (person: Person) => (await rest<UserView>(admin, "GET", `/users/${person.id}`)).body;

function logIn(person: Person) {
  return rest<SessionView>(null, "POST", "/auth/login", {
    body: { login: person.username, password: PASSWORD },
  });
}

/** The session of somebody who comes back after having asked to be deleted. */
async function comeBack(person: Person): Promise<{ session: SessionView }> {
  const { status, body } = await logIn(person);
  expect(status).toBe(200);
  return { session: body };
}

async function setDue(person: Person, when: "over" | "not yet"): Promise<void> {
  const dueAt = when === "over" ? sql`now() - interval '1 second'` : sql`now() + interval '1 minute'`;
  await db().update(users).set({ deletionDueAt: dueAt }).where(eq(users.id, person.id));
}

const readRow = (person: Person) => db().query.users.findFirst({ where: eq(users.id, person.id) });
const readAudit = async (person: Person) =>
  (await db().select().from(auditLog).where(eq(auditLog.targetId, person.id)).orderBy(auditLog.id)).map(
    ({ action, actorId }) => ({ action, isOwn: actorId === person.id }),
  );

describe("deactivating one's account", () => {
  test("ends every session, leaves name and messages, and an admin can undo it", async () => {
    const channel = await createChannel(admin, { members: [ada] });
    await send(ada, channel.id, "Gone fishing");
    const client = await connect({ session: await openSession(ada) });
    const page = await deactivate(ada);
    expect(page).toMatchObject({ status: 303, location: "/account/deletion?done=deactivate" });
    expect((await openPage(null, page.location!)).html).toContain("Your account is deactivated");

    expect(await isSignedIn(ada.session)).toBe(false);
    await expect.poll(() => client.heard("session:ended")).toEqual([{ reason: "deactivated" }]);
    expect((await logIn(ada)).status).toBe(403);
    expect(await lookAt(ada)).toMatchObject({
      displayName: people.ada.displayName,
      deactivatedAt: expect.any(String),
    });
    const { body } = await rest(admin, "GET", `/channels/${channel.id}/messages`);
    expect(body).toMatchObject({ messages: [{ body: "Gone fishing" }] });
    expect(await readAudit(ada)).toEqual([{ action: "user.deactivate", isOwn: true }]);

    expect((await rest(admin, "DELETE", `/users/${ada.id}/deactivation`)).status).toBe(204);
    expect((await logIn(ada)).status).toBe(200);
  });

  test.each([
    ["without a proof", {}, "required"],
    ["by a wrong password", { password: "wrong password" }, "wrong_password"],
  ])("is refused %s, however recent the last proof is", async (_, fields, code) => {
    const page = await withoutWriting(() => deactivate(ada, fields));
    expect(page.code).toBe("invalid_input");
    expect(page.html).toContain(code === "required" ? "This is needed." : "The password is wrong.");
    expect(await isSignedIn(ada.session)).toBe(true);
    expect((await lookAt(ada)).deactivatedAt).toBeNull();
  });

  test("is told to whoever shares a channel, and to nobody else", async () => {
    const [ben, olga] = await Promise.all([createWitness(people.ben), createWitness(people.olga)]);
    await createChannel(ben.person, { members: [ada] });
    const { told } = await listen([ben, olga], () => deactivate(ada));
    expect(told).toMatchObject([[{ event: "user:changed", payload: { user: { id: ada.id } } }], []]);
  });

  test("is nothing for who is not signed in", async () => {
    const page = await postForm(null, "/settings/account", { intent: "deactivate" });
    expect(page).toMatchObject({ status: 302, location: "/login" });
  });
});

describe("asking for one's account to be deleted", () => {
  test.each([
    ["nothing", {}, "password", "required"],
    ["a wrong password", { password: "wrong password" }, "password", "wrong_password"],
    ["a wrong code", { code: "123456" }, "code", "wrong_code"],
  ])("always asks for a proof, and with %s changes nothing", async (_, body, path, code) => {
    const answer = await withoutWriting(() => deleteAccount(ada, body));
    expect(answer.body).toMatchObject({ code: "invalid_input", errors: [{ path, code }] });
    expect(await isSignedIn(ada.session)).toBe(true);
    expect((await readRow(ada))?.deletionDueAt).toBeNull();
  });

  test("ends every session, says so by mail, and changes nothing for others yet", async () => {
    await rest(ada, "PATCH", "/me", { body: { timeZone: "Asia/Tokyo", bio: "Still here" } });
    const before = await lookAt(ada);
    const elsewhere = await openSession(ada);
    const client = await connect({ session: elsewhere });
    const [earliest, answer, latest] = [Date.now(), await deleteAccount(ada), Date.now()];
    expect(answer.status).toBe(204);
    for (const session of [ada.session, elsewhere]) expect(await isSignedIn(session)).toBe(false);
    await expect.poll(() => client.heard("session:ended")).toEqual([{ reason: "deletion_requested" }]);
    expect(await lookAt(ada)).toEqual(before);

    const due = (await readRow(ada))!.deletionDueAt!;
    expect(due.getTime() - 14 * DAY).toBeGreaterThanOrEqual(earliest);
    expect(due.getTime() - 14 * DAY).toBeLessThanOrEqual(latest);
    await workOffJobs();
    const [mail, ...more] = await readMails(ada.email);
    expect(more).toEqual([]);
    const day = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "Asia/Tokyo" }).format(due);
    expect(mail?.subject).toBe(`Your account will be deleted on ${day}`);
    expect(new URL(findLink(mail!)).pathname).toBe("/login");
    expect(await readAudit(ada)).toEqual([{ action: "user.deletion.request", isOwn: true }]);
  });

  test("writes the mail in the person's language", async () => {
    await rest(ada, "PATCH", "/me", { body: { locale: "de" } });
    await deleteAccount(ada);
    await workOffJobs();
    const [mail] = await readMails(ada.email);
    expect(mail?.subject).toMatch(/^Dein Konto wird am \d+\. \p{L}+ \d{4} gelöscht$/u);
  });

  test("is done by a form that keeps what was ticked, and forgets the session", async () => {
    const form = { intent: "delete", deletesMessages: "on" };
    const refused = await postForm(ada, "/settings/account", { ...form, password: "wrong password" });
    expect(refused.code).toBe("invalid_input");
    expect(refused.html).toContain("The password is wrong.");
    expect(refused.html).toMatch(/name="deletesMessages"[^>]* checked/);
    expect(refused.html).not.toContain("wrong password");

    const page = await postForm(ada, "/settings/account", { ...form, ...proof });
    expect(page).toMatchObject({ status: 303, location: "/account/deletion?done=delete" });
    for (const cookie of page.headers.getSetCookie()) expect(cookie).toContain("Expires=Thu, 01 Jan 1970");
    expect((await openPage(null, page.location!)).html).toContain("Your account will be deleted");
    expect(await readRow(ada)).toMatchObject({ deletesMessages: true });
  });

  test("by a form that says nothing is malformed", async () => {
    expect((await postForm(ada, "/settings/account", proof)).code).toBe("malformed");
    expect(await isSignedIn(ada.session)).toBe(true);
  });
});

describe("who comes back in time", () => {
  test("can keep the account, and do nothing else before", async () => {
    await deleteAccount(ada);
    const back = await comeBack(ada);
    for (const address of ["/channels", "/users", "/me/sessions", "/me/exports"])
      expect((await rest(back, "GET", address)).body.code).toBe("forbidden");
    expect((await rest(back, "PATCH", "/me", { body: { bio: "x" } })).body.code).toBe("forbidden");
    expect(await refusal({ auth: { token: back.session.accessToken } })).toMatchObject({ code: "forbidden" });
    for (const path of ["/", "/channels/new", "/settings/account"])
      expect((await openPage(back, path)).location).toBe("/account/deletion");
    const { html } = await openPage(back, "/account/deletion");
    expect(html).toContain("Keep my account");
    expect(html).not.toContain("The text of your messages goes as well.");
    const { body } = await rest<DeletionView>(back, "GET", "/me/deletion");
    expect(body).toEqual({
      dueAt: (await readRow(ada))?.deletionDueAt?.toISOString(),
      deletesMessages: false,
    });
    expect((await rest<OwnUserView>(back, "GET", "/me")).body.id).toBe(ada.id);
  });

  test.each([
    [
      "REST",
      async (back: { session: SessionView }) => (await rest(back, "DELETE", "/me/deletion")).status,
      204,
    ],
    [
      "the page",
      async (back: { session: SessionView }) => (await postForm(back, "/account/deletion", {})).status,
      303,
    ],
  ])("keeps it by %s, and the same session opens everything", async (_, keep, status) => {
    await deleteAccount(ada, { ...proof, deletesMessages: true });
    const back = await comeBack(ada);
    expect(await keep(back)).toBe(status);
    expect((await rest(back, "GET", "/channels")).status).toBe(200);
    expect((await openPage(back, "/account/deletion")).location).toBe("/");
    expect((await rest(back, "GET", "/me/deletion")).body.code).toBe("not_found");
    expect(await readRow(ada)).toMatchObject({ deletionDueAt: null, deletesMessages: false, erasedAt: null });
    await eraseDueAccounts();
    expect(await lookAt(ada)).toMatchObject({ username: ada.username });
    expect((await readAudit(ada)).at(-1)).toEqual({ action: "user.deletion.cancel", isOwn: true });
  });

  test("after the time is over can keep nothing, and is told so", async () => {
    await deleteAccount(ada);
    const back = await comeBack(ada);
    await setDue(ada, "over");
    expect((await rest(back, "DELETE", "/me/deletion")).body.code).toBe("gone");
    expect((await postForm(back, "/account/deletion", {})).code).toBe("gone");
    expect((await readRow(ada))?.deletionDueAt).not.toBeNull();
  });

  test("keeps nothing that was not to be deleted, and nobody else's", async () => {
    const ben = await createPerson(people.ben);
    await deleteAccount(ben);
    expect((await rest(ada, "DELETE", "/me/deletion")).body.code).toBe("gone");
    expect((await rest(null, "DELETE", "/me/deletion")).body.code).toBe("unauthenticated");
    expect((await openPage(null, "/account/deletion")).location).toBe("/login?next=%2Faccount%2Fdeletion");
    expect((await readRow(ben))?.deletionDueAt).not.toBeNull();
  });
});

describe("the last admin", () => {
  const isRefused = async () => {
    expect((await deleteAccount(admin)).body).toMatchObject({ status: 409, code: "conflict" });
    expect((await deactivate(admin)).code).toBe("conflict");
    expect(await isSignedIn(admin.session)).toBe(true);
  };

  test("cannot leave, but one of two can", async () => {
    await isRefused();
    const second = await createPerson(people.ben, "admin");
    expect((await deleteAccount(second)).status).toBe(204);
    // Nor while the other one is on the way out, or out.
    await isRefused();
    const third = await createPerson(people.ben, "admin");
    expect((await deactivate(third)).status).toBe(303);
    await isRefused();
  });

  test("of two at once, one cannot leave", async () => {
    const second = await createPerson(people.ben, "admin");
    const answers = await Promise.all([deleteAccount(admin), deactivate(second)]);
    expect(answers.map(({ status }) => status).filter((status) => status === 409)).toHaveLength(1);
    // For the tests that follow.
    const active = { deactivatedAt: null, deletionDueAt: null };
    await db().update(users).set(active).where(eq(users.id, admin.id));
  });
});
