import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { lockouts, passwords, sessions, users } from "#app/db/schema/index.ts";
import { listProviders, providerPlaces } from "#app/domain/identities/providers.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { MINUTE } from "#app/shared/time.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createPerson } from "#tests/factories.ts";
import { addApp } from "#tests/factors.ts";
import { readMails } from "#tests/mailbox.ts";
import { CLIENT } from "#tests/oidc-server.ts";
import { people } from "#tests/people.ts";
import { openPage, postForm } from "./http-client.ts";
import {
  configure,
  CONNECT,
  CONNECTIONS,
  enrol,
  issuer,
  openBrowser,
  visit,
  whoIs,
  withOidc,
} from "./visit.ts";

withOidc({
  grace: {
    email: "Grace@Parley.test",
    email_verified: true,
    name: "Grace Hopper",
    preferred_username: "grace",
  },
});

describe("somebody without an account who comes from a provider", () => {
  test("gets one with what the provider tells, and is logged in where they wanted to go", async () => {
    await createPerson(people.ada, "admin");
    const browser = await openBrowser();
    const page = await visit(browser, "grace", { next: "/settings/profile" });
    expect(page).toMatchObject({ status: 200 });
    expect(new URL(page.url).pathname).toBe("/settings/profile");
    expect(await whoIs(browser)).toMatchObject({
      username: "grace",
      displayName: "Grace Hopper",
      email: "grace@parley.test",
      emailVerified: true,
      role: "user",
    });
  });

  test("is the same person the next time, in another browser", async () => {
    const account = enrol();
    const [first, second] = [await openBrowser(), await openBrowser()];
    await visit(first, account);
    await visit(second, account);
    const person = await whoIs(first);
    expect(person).not.toBeNull();
    expect((await whoIs(second))?.id).toBe(person?.id);
    expect((await whoIs(await openBrowser()))?.id).toBeUndefined();
  });

  test("has a session by provider, without a password", async () => {
    const browser = await openBrowser();
    await visit(browser, enrol());
    const { id } = (await whoIs(browser))!;
    const [session] = await db().select().from(sessions).where(eq(sessions.userId, id));
    expect(session).toMatchObject({ method: "provider", remember: false });
    expect(await db().select().from(passwords).where(eq(passwords.userId, id))).toEqual([]);
  });

  test("stays logged in where that was asked for", async () => {
    const browser = await openBrowser();
    await visit(browser, enrol(), { remember: "on" });
    const [session] = await db()
      .select()
      .from(sessions)
      .where(eq(sessions.userId, (await whoIs(browser))!.id));
    expect(session?.remember).toBe(true);
  });

  test("gets another name where theirs is taken or not allowed", async () => {
    const names: string[] = [];
    for (const preferred_username of ["zoé o'hara", "zoe-o-hara", "admin", "deleted-1"]) {
      const browser = await openBrowser();
      await visit(browser, enrol({ preferred_username }));
      names.push((await whoIs(browser))!.username);
    }
    expect(names).toEqual(["zoe-o-hara", "zoe-o-hara-2", "admin-2", "user"]);
  });

  test("with an address that the provider has not proven has to prove it here", async () => {
    const browser = await openBrowser();
    const account = enrol({ email_verified: false });
    await visit(browser, account);
    expect(await whoIs(browser)).toMatchObject({ email: `${account}@parley.test`, emailVerified: false });
    await workOffJobs();
    expect((await readMails(`${account}@parley.test`)).map(({ subject }) => subject)).toEqual([
      "Confirm your email address",
    ]);
  });

  test.each([undefined, "", "nobody", "a\0b@parley.test", 7])(
    "with the address %j is told what to do, and gets none",
    async (email) => {
      const browser = await openBrowser();
      const page = await visit(browser, enrol({ email }));
      expect(page.status).toBe(403);
      expect(page.html).toContain("did not tell an email address");
      expect(await whoIs(browser)).toBeNull();
    },
  );

  test.each([
    ["closed", "Sign-up is closed here."],
    ["invite", "You need an invite"],
  ])("gets none where sign-up is %s, but who has one still comes in", async (SIGNUP_MODE, sentence) => {
    const known = enrol();
    await visit(await openBrowser(), known);
    configure({ SIGNUP_MODE });
    const browser = await openBrowser();
    const page = await visit(browser, enrol(), { invite: "" });
    expect(page).toMatchObject({ status: 403 });
    expect(page.html).toContain(sentence);
    expect(await whoIs(browser)).toBeNull();
    const again = await openBrowser();
    await visit(again, known);
    expect(await whoIs(again)).not.toBeNull();
  });

  test("is refused once the account is deactivated", async () => {
    const account = enrol();
    const browser = await openBrowser();
    await visit(browser, account);
    const { id } = (await whoIs(browser))!;
    await db().update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, id));
    const page = await visit(await openBrowser(), account);
    expect(page.status).toBe(403);
    expect(page.html).toContain("deactivated");
  });
});

describe("a provider shows the first factor only", () => {
  test("where the account has a second one, which is asked for", async () => {
    const ben = await createPerson(people.ben);
    const account = enrol();
    await visit(await openBrowser(ben), account, CONNECT, CONNECTIONS);
    const { recoveryCodes } = await addApp(ben);
    const browser = await openBrowser();
    const page = await visit(browser, account, { next: "/channels/new" });
    expect(new URL(page.url).pathname).toBe("/login/second-factor");
    expect(await whoIs(browser)).toBeNull();
    await browser.step(page.url, { form: { code: recoveryCodes[0] ?? "" } });
    expect((await whoIs(browser))?.id).toBe(ben.id);
  });

  test("and opens no account that is locked", async () => {
    const account = enrol();
    const browser = await openBrowser();
    await visit(browser, account);
    const { id } = (await whoIs(browser))!;
    await db()
      .insert(lockouts)
      .values({ key: id, failures: 5, since: new Date(), lockedUntil: new Date(Date.now() + 15 * MINUTE) });
    const locked = await openBrowser();
    const page = await visit(locked, account);
    expect(page.status).toBe(423);
    expect(Number(page.headers.get("retry-after"))).toBeGreaterThan(800);
    expect(await whoIs(locked)).toBeNull();
  });
});

describe("what is not set up", () => {
  test("does not exist, and is offered nowhere", async () => {
    for (const id of ["github", "google", "acme", "__proto__"]) {
      expect((await openPage(null, `/auth/${id}`)).status).toBe(404);
      expect((await openPage(null, `/auth/${id}/callback?code=x&state=y`)).status).toBe(404);
      expect((await postForm(null, `/auth/${id}`, {})).status).toBe(404);
    }
    expect(listProviders()).toEqual([{ id: "oidc", name: "Acme" }]);
    expect((await openPage(null, "/login")).html).toContain("Continue with Acme");
    setEnvironment();
    expect(listProviders()).toEqual([]);
    expect((await openPage(null, "/login")).html).not.toContain("Continue with");
    expect((await postForm(null, "/auth/oidc", {})).status).toBe(404);
  });
});

describe("Google", () => {
  test("is an issuer like any other, at a callback and with identities of its own", async () => {
    const { google } = providerPlaces;
    providerPlaces.google = issuer().issuer;
    try {
      const { id, secret } = CLIENT;
      configure({ GOOGLE_CLIENT_ID: id, GOOGLE_CLIENT_SECRET: secret });
      const account = enrol();
      const browser = await openBrowser();
      await visit(browser, account, {}, "/auth/google");
      expect(await whoIs(browser)).toMatchObject({ emailVerified: true });
      const other = await openBrowser();
      await visit(other, account);
      expect(await whoIs(other)).toBeNull();
    } finally {
      providerPlaces.google = google;
    }
  });
});
