import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { db } from "#app/db/client.server.ts";
import { auditLog, identities, passwords, sessions } from "#app/db/schema/index.ts";
import { removeAllIdentities } from "#app/domain/identities/remove-identities.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { createId } from "#app/shared/ids.ts";
import { MINUTE } from "#app/shared/time.ts";
import type { IdentityView } from "#app/shared/account-views.ts";
import type { Browser } from "#tests/browser.ts";
import { createPerson, type Person } from "#tests/factories.ts";
import { addApp, forgetProof } from "#tests/factors.ts";
import { readMails } from "#tests/mailbox.ts";
import { CLIENT } from "#tests/oidc-server.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { rest } from "./http-client.ts";
import { withoutWriting } from "./observe.ts";
import { serverUrl } from "./server-address.ts";
import {
  configure,
  CONNECT,
  CONNECTIONS,
  enrol,
  issuer,
  leave,
  logInThere,
  openBrowser,
  visit,
  whoIs,
  withOidc,
} from "./visit.ts";

withOidc({});

afterEach(() => {
  vi.useRealTimers();
});

const page = () => serverUrl() + CONNECTIONS;
const addIdentity = (userId: string, provider: string) =>
  db().insert(identities).values({ id: createId(), userId, provider, subject: createId() });
const identitiesOf = (userId: string) => db().select().from(identities).where(eq(identities.userId, userId));

describe("an account at a provider", () => {
  test("is connected in the settings, opens the account from then on, and its owner and the audit log are told", async () => {
    const ben = await createPerson(people.ben);
    const account = enrol({ email: "somebody.else@parley.test" });
    const browser = await openBrowser(ben);
    const page = await visit(browser, account, CONNECT, CONNECTIONS);
    expect(page.html).toContain("Connected as somebody.else@parley.test since");
    expect(page.html).toContain("Disconnect Acme");

    const elsewhere = await openBrowser();
    await visit(elsewhere, account);
    expect((await whoIs(elsewhere))?.id).toBe(ben.id);
    const { body } = await rest<IdentityView[]>(ben, "GET", "/me/identities");
    expect(body).toEqual([
      {
        provider: "oidc",
        name: "Acme",
        label: "somebody.else@parley.test",
        createdAt: expect.stringMatching(/Z$/),
        lastUsedAt: expect.stringMatching(/Z$/),
      },
    ]);
    const [row] = await db().select().from(auditLog).where(eq(auditLog.targetId, ben.id));
    expect(row).toMatchObject({ action: "identity.link", actorId: ben.id, details: { provider: "oidc" } });
    await workOffJobs();
    expect((await readMails(ben.email)).map(({ subject }) => subject)).toEqual([
      "Your account is now connected with Acme",
    ]);
  });

  test("that opens somebody else's account is not connected, and stays theirs", async () => {
    const account = enrol();
    const owner = await openBrowser();
    await visit(owner, account);
    const olga = await createPerson(people.olga);
    const page = await visit(await openBrowser(olga), account, CONNECT, CONNECTIONS);
    expect(page.status).toBe(409);
    expect(page.html).toContain("already opens another account here");
    expect(await identitiesOf(olga.id)).toEqual([]);
    expect(await identitiesOf((await whoIs(owner))!.id)).toHaveLength(1);
  });

  test("is one for each provider", async () => {
    const ben = await createPerson(people.ben);
    const browser = await openBrowser(ben);
    await visit(browser, enrol(), CONNECT, CONNECTIONS);
    const second = await browser.step(page(), { form: CONNECT });
    expect(second.status).toBe(409);
    expect(second.html).toContain("connected already");
    expect(await identitiesOf(ben.id)).toHaveLength(1);
  });

  test("is disconnected, opens nothing any more, and its owner and the audit log are told", async () => {
    const ben = await createPerson(people.ben);
    const account = enrol();
    const browser = await openBrowser(ben);
    await visit(browser, account, CONNECT, CONNECTIONS);
    const shown = await browser.step(page(), { form: { disconnect: "oidc" } });
    expect(shown.status).toBe(200);
    expect(shown.html).toContain("Connect Acme");
    const elsewhere = await openBrowser();
    await visit(elsewhere, account);
    expect((await whoIs(elsewhere))?.id).not.toBe(ben.id);
    const rows = await db().select().from(auditLog).where(eq(auditLog.targetId, ben.id));
    expect(rows.map(({ action }) => action)).toEqual(["identity.link", "identity.unlink"]);
    await workOffJobs();
    expect((await readMails(ben.email)).at(-1)?.subject).toBe(
      "Your account is no longer connected with Acme",
    );
  });
});

describe("connecting and disconnecting", () => {
  test("ask for a proof where the last one is too old, and take none that is wrong", async () => {
    const ben = await createPerson(people.ben);
    const browser = await openBrowser(ben);
    await forgetProof(ben);
    const [asked, refused] = await withoutWriting(async () => [
      await browser.step(page(), { form: CONNECT }),
      await browser.step(page(), { form: { ...CONNECT, password: "wrong" } }),
    ]);
    expect(asked).toMatchObject({ status: 422, next: null });
    expect(asked?.html).toContain("Your password");
    expect(refused).toMatchObject({ status: 422, next: null });
    expect(refused?.html).toContain("The password is wrong.");

    await visit(browser, enrol(), { ...CONNECT, password: PASSWORD }, CONNECTIONS);
    expect(await identitiesOf(ben.id)).toHaveLength(1);
    await forgetProof(ben);
    expect((await browser.step(page(), { form: { disconnect: "oidc" } })).status).toBe(422);
    const { body } = await rest(ben, "DELETE", "/me/identities/oidc");
    expect(body).toMatchObject({ code: "invalid_input", errors: [{ path: "password", code: "required" }] });
    expect(await identitiesOf(ben.id)).toHaveLength(1);
    const answer = await rest(ben, "DELETE", "/me/identities/oidc", { body: { password: PASSWORD } });
    expect(answer.status).toBe(204);
    expect(await identitiesOf(ben.id)).toEqual([]);
    expect((await rest(ben, "DELETE", "/me/identities/oidc")).body.code).toBe("not_found");
  });

  test("are for the account's owner and for nobody else", async () => {
    const [ben, olga] = [await createPerson(people.ben), await createPerson(people.olga)];
    await visit(await openBrowser(ben), enrol(), CONNECT, CONNECTIONS);
    expect((await rest<IdentityView[]>(olga, "GET", "/me/identities")).body).toEqual([]);
    expect((await rest(olga, "DELETE", "/me/identities/oidc")).body.code).toBe("not_found");
    expect((await rest(null, "GET", "/me/identities")).body.code).toBe("unauthenticated");
    expect((await rest(null, "DELETE", "/me/identities/oidc")).body.code).toBe("unauthenticated");
    const nobody = await openBrowser();
    expect((await nobody.step(page(), { form: CONNECT })).next).toBe(`${serverUrl()}/login`);
    expect(await identitiesOf(ben.id)).toHaveLength(1);
  });

  test("never take the last way in away", async () => {
    const browser = await openBrowser();
    await visit(browser, enrol());
    const { id } = (await whoIs(browser))!;
    const refused = await browser.step(page(), { form: { disconnect: "oidc" } });
    expect(refused.status).toBe(409);
    expect(refused.html).toContain("This is the last way into your account.");
    // An account at a provider that is configured no longer lets nobody in.
    await addIdentity(id, "github");
    expect((await browser.step(page(), { form: { disconnect: "oidc" } })).status).toBe(409);
    expect(await identitiesOf(id)).toHaveLength(2);
  });

  test("leave one of the last two ways in that are taken away at once", async () => {
    const { id, secret } = CLIENT;
    configure({ GOOGLE_CLIENT_ID: id, GOOGLE_CLIENT_SECRET: secret });
    const ben = await createPerson(people.ben);
    await db().delete(passwords).where(eq(passwords.userId, ben.id));
    for (const provider of ["google", "oidc"]) await addIdentity(ben.id, provider);
    const answers = await Promise.all(
      ["google", "oidc"].map((provider) => rest(ben, "DELETE", `/me/identities/${provider}`)),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
    expect(await identitiesOf(ben.id)).toHaveLength(1);
  });

  test("happen by themselves when an account is erased, to its own identities only", async () => {
    const [ben, olga] = [await createPerson(people.ben), await createPerson(people.olga)];
    for (const { id } of [ben, olga]) await addIdentity(id, "oidc");
    await removeAllIdentities(db(), ben.id);
    expect(await identitiesOf(ben.id)).toEqual([]);
    expect(await identitiesOf(olga.id)).toHaveLength(1);
  });

  test("end where the session has ended, or is another one, when the browser comes back", async () => {
    const [ben, olga] = [await createPerson(people.ben), await createPerson(people.olga)];
    const browser = await openBrowser(ben);
    const callback = await logInThere(browser, await leave(browser, CONNECT, CONNECTIONS), enrol());
    const [other, nobody] = [browser.copy(), browser.copy()];
    const olgas = await openBrowser(olga);
    other.setCookie(serverUrl(), "parley_access", olgas.cookie(serverUrl(), "parley_access")!);
    for (const name of ["parley_access", "parley_refresh"]) nobody.setCookie(serverUrl(), name, "");
    expect((await other.step(callback.href)).status).toBe(403);
    expect((await nobody.step(callback.href)).status).toBe(403);
    for (const { id } of [ben, olga]) expect(await identitiesOf(id)).toEqual([]);
  });
});

describe("a proven address that an account here has", () => {
  /** Comes from the issuer with the person's address, as far as the page to log in. */
  async function arrive(person: Person): Promise<{ browser: Browser; account: string }> {
    const account = enrol({ email: person.email.toUpperCase(), name: "Somebody" });
    const browser = await openBrowser();
    const shown = await visit(browser, account);
    expect(new URL(shown.url).pathname).toBe("/login");
    expect(await whoIs(browser)).toBeNull();
    return { browser, account };
  }

  const logIn = (browser: Browser, { username }: Person) =>
    browser.open(`${serverUrl()}/login?next=${encodeURIComponent(CONNECTIONS)}`, {
      form: { login: username, password: PASSWORD },
    });
  const finish = (browser: Browser) => browser.step(page(), { form: { connectPending: "yes" } });

  test("opens nothing until that account is logged in to and its owner agrees", async () => {
    const ben = await createPerson(people.ben);
    const { browser, account } = await arrive(ben);
    expect(await identitiesOf(ben.id)).toEqual([]);
    const offered = await logIn(browser, ben);
    expect(offered.url).toBe(page());
    expect(offered.html).toContain(`You came with ${ben.email.toUpperCase()} of Acme.`);
    expect(await identitiesOf(ben.id)).toEqual([]);

    expect((await finish(browser)).html).toContain("Connected.");
    const again = await openBrowser();
    await visit(again, account);
    expect((await whoIs(again))?.id).toBe(ben.id);
    expect((await finish(browser)).status).toBe(410);
  });

  test("says on the page to log in what logging in is for", async () => {
    const ben = await createPerson(people.ben);
    const account = enrol({ email: ben.email });
    const shown = await visit(await openBrowser(), account);
    expect(new URL(shown.url).searchParams.get("next")).toBe(CONNECTIONS);
    expect(shown.html).toContain("Log in to it to connect Acme.");
    expect(shown.html).not.toContain("Continue with Acme");
  });

  test("asks for the second factor of that account as well", async () => {
    const ben = await createPerson(people.ben);
    const { recoveryCodes } = await addApp(ben);
    const { browser } = await arrive(ben);
    const asked = await logIn(browser, ben);
    expect(new URL(asked.url).pathname).toBe("/login/second-factor");
    expect((await finish(browser)).next).toMatch(/\/login$/);
    expect(await identitiesOf(ben.id)).toEqual([]);
    await browser.open(asked.url, { form: { code: recoveryCodes[0] ?? "" } });
    expect((await finish(browser)).status).toBe(200);
    expect(await identitiesOf(ben.id)).toHaveLength(1);
  });

  test("links nothing to another account, whoever logs in", async () => {
    const [ben, olga] = [await createPerson(people.ben), await createPerson(people.olga)];
    const { browser } = await arrive(ben);
    expect((await logIn(browser, olga)).html).not.toContain("You came with");
    expect((await finish(browser)).status).toBe(410);
    for (const { id } of [ben, olga]) expect(await identitiesOf(id)).toEqual([]);
  });

  test("waits for ten minutes", async () => {
    const ben = await createPerson(people.ben);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 11 * MINUTE });
    const { browser } = await arrive(ben);
    vi.useRealTimers();
    expect((await logIn(browser, ben)).html).not.toContain("You came with");
    expect((await finish(browser)).status).toBe(410);
    expect(await identitiesOf(ben.id)).toEqual([]);
  });

  test("cannot be claimed by a cookie of one's own making", async () => {
    const ben = await createPerson(people.ben);
    const browser = await openBrowser(ben);
    const value = { provider: "oidc", subject: "somebody", label: "x", userId: ben.id };
    const forged = btoa(JSON.stringify({ value, expiresAt: Date.now() + MINUTE }));
    for (const cookie of [forged, `${forged}.`, `${forged}.${"A".repeat(43)}`]) {
      browser.setCookie(serverUrl(), "parley_pending_link", encodeURIComponent(cookie));
      expect((await finish(browser)).status).toBe(410);
    }
    expect(await identitiesOf(ben.id)).toEqual([]);
  });

  test("that the provider has not proven names nobody, and is taken", async () => {
    const ben = await createPerson(people.ben);
    const browser = await openBrowser();
    for (const email_verified of [false, undefined, "false", 1]) {
      const shown = await visit(browser, enrol({ email: ben.email, email_verified }));
      expect(shown.status).toBe(409);
      expect(shown.html).toContain("There is already an account with this email.");
    }
    expect(await identitiesOf(ben.id)).toEqual([]);
    expect(await whoIs(browser)).toBeNull();
  });
});

describe("a proof by provider", () => {
  const PROVE = { prove: "oidc" };

  /** Somebody whose account only the issuer opens, and who logged in a while ago. */
  async function enter() {
    const account = enrol();
    const browser = await openBrowser();
    await visit(browser, account);
    const { id } = (await whoIs(browser))!;
    const age = async () => {
      const [row] = await db().select().from(sessions).where(eq(sessions.userId, id));
      return Date.now() - row!.provenAt.getTime();
    };
    await db()
      .update(sessions)
      .set({ provenAt: sql`now() - interval '11 minutes'` })
      .where(eq(sessions.userId, id));
    return { browser, account, id, age };
  }

  test("is offered where there is nothing else to show, and makes the person log in there once more", async () => {
    const { browser, account, age } = await enter();
    expect((await browser.step(page())).html).toContain("Confirm with Acme");
    expect((await browser.step(page(), { form: { disconnect: "oidc" } })).status).toBe(403);
    const request = await leave(browser, PROVE, CONNECTIONS);
    expect(request.searchParams.get("prompt")).toBe("login");
    const shown = await browser.open(request.href, { until: serverUrl() });
    expect(shown.html).toContain("Log in at the issuer");
    await browser.open(shown.url, { form: { account } });
    expect(await age()).toBeLessThan(MINUTE);
  });

  test("takes nobody else's account there", async () => {
    const { browser, age } = await enter();
    browser.forget(issuer().issuer);
    const stranger = await visit(browser, enrol(), PROVE, CONNECTIONS);
    expect(stranger.status).toBe(403);
    expect(await age()).toBeGreaterThan(10 * MINUTE);
  });

  test("takes no log-in that was there before", async () => {
    const { browser, age } = await enter();
    const request = await leave(browser, PROVE, CONNECTIONS);
    request.searchParams.delete("prompt");
    request.searchParams.delete("max_age");
    const back = await browser.open(request.href, { until: serverUrl() });
    expect((await browser.step(back.next ?? "")).status).toBe(403);
    expect(await age()).toBeGreaterThan(10 * MINUTE);
  });

  test("is none for an account with a password", async () => {
    const { browser, id, age } = await enter();
    await db().insert(passwords).values({ userId: id, hash: "x" });
    expect((await browser.step(page())).html).not.toContain("Confirm with Acme");
    expect((await browser.step(page(), { form: PROVE })).status).toBe(403);
    expect(await age()).toBeGreaterThan(10 * MINUTE);
  });
});
