import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { challenges, lockouts, passkeys, passwords, sessions, users } from "#app/db/schema/index.ts";
import { hasSecondFactor } from "#app/domain/factors/check-second-factor.server.ts";
import { removeAllFactors } from "#app/domain/factors/remove-factors.server.ts";
import { findSessionByAccessToken } from "#app/domain/sessions/find-session.server.ts";
import { requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import type { FactorsView, PasskeyView } from "#app/shared/account-views.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createPerson, type Person } from "#tests/factories.ts";
import { createStrictRole, forgetProof } from "#tests/factors.ts";
import { readMails } from "#tests/mailbox.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { SoftwareAuthenticator } from "#tests/software-authenticator.ts";
import { openPage, postForm, rest, toCookieHeader } from "./http-client.ts";
import { addPasskey, askPasskeys, begin, SITE } from "./passkey-client.ts";
import { serverUrl } from "./server-address.ts";
import { withServer } from "./server.ts";

withServer();

const PAGE = "/settings/security/second-factor";
const FAILED = { key: "errors.passkey_failed" };

let ada: Person;
let olga: Person;

beforeEach(async () => {
  setEnvironment({ APP_URL: SITE });
  ada = await createPerson(people.ada);
  olga = await createPerson(people.olga);
});

afterEach(() => setEnvironment());

async function passkeysOf(person: Person): Promise<PasskeyView[]> {
  return (await rest<FactorsView>(person, "GET", "/me/factors")).body.passkeys;
}

const rowOf = async ({ id }: SoftwareAuthenticator) =>
  (await db().select().from(passkeys).where(eq(passkeys.id, id)))[0];

const statuses = (answers: { status: number }[]) => answers.map(({ status }) => String(status)).sort();

async function mailsTo({ email }: Person): Promise<string[]> {
  await workOffJobs();
  return (await readMails(email)).map(({ subject }) => subject);
}

describe("a passkey is added", () => {
  const register = (answer: object, person: Person = ada, name = "Laptop") =>
    askPasskeys({ step: "register", name, answer }, { person });

  test("under a name, with recovery codes for the first, a mail, and a place in the list", async () => {
    const device = new SoftwareAuthenticator(SITE);
    const options = await begin("register", { person: ada });
    expect(options).toMatchObject({
      rp: { id: "localhost", name: "Parley" },
      user: { name: ada.username, displayName: ada.displayName },
      authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
      attestation: "none",
    });
    const answer = await register(device.register(options), ada, " Ada's laptop ");
    expect(answer.recoveryCodes).toHaveLength(10);
    expect(await passkeysOf(ada)).toMatchObject([{ id: device.id, name: "Ada's laptop", lastUsedAt: null }]);
    expect(await hasSecondFactor(ada.id)).toBe(true);
    expect(await mailsTo(ada)).toEqual(["A passkey was added to your account"]);
    expect((await openPage(ada, PAGE)).html).toContain("Ada's laptop");
    // The second one finds codes, and is told which one is there.
    const next = await begin("register", { person: ada });
    expect(next).toMatchObject({ excludeCredentials: [{ id: device.id, transports: ["internal"] }] });
    expect((await register(new SoftwareAuthenticator(SITE).register(next))).recoveryCodes).toEqual([]);
    expect(await passkeysOf(olga)).toEqual([]);
    expect(await hasSecondFactor(olga.id)).toBe(false);
  });

  test.each<[string, object]>([
    ["of another site", { origin: "https://evil.test" }],
    ["for another host", { rpId: "evil.test" }],
    ["of an answer to another question", { type: "webauthn.get" }],
    ["to a challenge that nobody gave", { challenge: "AAAA" }],
    ["to a challenge that is no text", { challenge: 42 as unknown as string }],
    ["to a challenge that cannot be stored", { challenge: "\0\ud800" }],
  ])("but not %s", async (_, deviations) => {
    const answer = new SoftwareAuthenticator(SITE).register(
      await begin("register", { person: ada }),
      deviations,
    );
    expect(await register(answer)).toMatchObject({ status: 422, problem: FAILED });
    expect(await passkeysOf(ada)).toEqual([]);
  });

  test("but not twice for one challenge, nor for somebody else's or an old one", async () => {
    const options = await begin("register", { person: ada });
    expect((await register(new SoftwareAuthenticator(SITE).register(options), olga)).problem).toMatchObject(
      FAILED,
    );
    expect((await register(new SoftwareAuthenticator(SITE).register(options))).status).toBe(200);
    expect((await register(new SoftwareAuthenticator(SITE).register(options))).problem).toMatchObject(FAILED);
    const late = await begin("register", { person: ada });
    await db()
      .update(challenges)
      .set({ expiresAt: sql`now() - interval '1 second'` });
    expect((await register(new SoftwareAuthenticator(SITE).register(late))).problem).toMatchObject(FAILED);
    expect(await passkeysOf(ada)).toHaveLength(1);
    expect(await passkeysOf(olga)).toEqual([]);
  });

  test("but not the one that somebody has", async () => {
    const device = await addPasskey(olga);
    const answer = await register(device.register(await begin("register", { person: ada })));
    expect(answer).toMatchObject({ status: 409, problem: { key: "errors.passkey_known" } });
    expect(await rowOf(device)).toMatchObject({ userId: olga.id });
  });

  test("but not without a recent proof, or by nobody", async () => {
    await forgetProof(ada);
    const refused = await askPasskeys({ step: "begin", purpose: "register" }, { person: ada });
    expect(refused.problem).toMatchObject({ key: "errors.proof_needed" });
    expect((await askPasskeys({ step: "begin", purpose: "register" })).status).toBe(401);
    const answer = new SoftwareAuthenticator(SITE).register({ challenge: "AAAA" });
    expect((await askPasskeys({ step: "register", name: "x", answer })).status).toBe(401);
  });

  test.each(["", " ", "x".repeat(61), "a\nb", "\u202e"])("but not under the name %j", async (name) => {
    const answer = new SoftwareAuthenticator(SITE).register(await begin("register", { person: ada }));
    expect(await register(answer, ada, name)).toMatchObject({
      status: 422,
      problem: { errors: [{ path: "name" }] },
    });
  });

  test("by somebody whose role needs one, who may go on then", async () => {
    const strict = await createPerson(people.ben, await createStrictRole());
    expect((await rest(strict, "GET", "/channels")).status).toBe(403);
    await addPasskey(strict);
    expect((await rest(strict, "GET", "/channels")).status).toBe(200);
  });
});

describe("a passkey is renamed and removed", () => {
  const post = (intent: string, fields: object, person: Person = ada) =>
    postForm(person, PAGE, { intent, ...fields });

  test("by its owner", async () => {
    const device = await addPasskey(ada);
    expect((await post("rename-passkey", { passkeyId: device.id, name: "Desk" })).status).toBe(303);
    expect(await passkeysOf(ada)).toMatchObject([{ name: "Desk" }]);
    const unnamed = await post("rename-passkey", { passkeyId: device.id, name: " " });
    expect(unnamed.code).toBe("invalid_input");
    expect(unnamed.html).toContain("This is needed.");
    expect((await post("remove-passkey", { passkeyId: device.id })).status).toBe(303);
    expect(await passkeysOf(ada)).toEqual([]);
    expect(await mailsTo(ada)).toContain("A passkey was removed from your account");
  });

  test("by nobody else", async () => {
    const device = await addPasskey(ada);
    for (const intent of ["rename-passkey", "remove-passkey"]) {
      expect((await post(intent, { passkeyId: device.id, name: "Mine" }, olga)).code).toBe("not_found");
      expect((await post(intent, { passkeyId: "\0" })).code).toBe("invalid_input");
    }
    expect(await passkeysOf(ada)).toMatchObject([{ name: "Laptop" }]);
  });

  test("but not after the proof has gone", async () => {
    const device = await addPasskey(ada);
    await forgetProof(ada);
    expect((await post("remove-passkey", { passkeyId: device.id })).code).toBe("invalid_input");
    expect(await passkeysOf(ada)).toHaveLength(1);
    const proven = await post("remove-passkey", { passkeyId: device.id, password: PASSWORD });
    expect(proven.status).toBe(303);
  });

  test("but the last way into an account stays, also when two go at once", async () => {
    const [one, two] = [await addPasskey(ada), await addPasskey(ada)];
    await db().delete(passwords).where(eq(passwords.userId, ada.id));
    const answers = await Promise.all(
      [one, two].map((device) => post("remove-passkey", { passkeyId: device.id })),
    );
    expect(answers.map(({ code }) => code).sort()).toEqual(["conflict", "ok"]);
    expect(answers.map(({ html }) => html).join()).toContain("This is the last way into your account.");
    expect(await passkeysOf(ada)).toHaveLength(1);
  });

  test("but the last factor stays where the role needs it", async () => {
    const strict = await createPerson(people.ben, await createStrictRole());
    const device = await addPasskey(strict);
    expect((await post("remove-passkey", { passkeyId: device.id }, strict)).code).toBe("conflict");
    expect(await passkeysOf(strict)).toHaveLength(1);
  });
});

describe("logging in with a passkey alone", () => {
  const logIn = (answer: object, rest: object = {}) => askPasskeys({ step: "log_in", answer, ...rest });

  test("asks nobody's name, opens a session and leads on", async () => {
    const device = await addPasskey(ada);
    const options = await begin("log_in");
    expect(options).toMatchObject({ rpId: "localhost", userVerification: "required" });
    expect(options.allowCredentials).toBeUndefined();
    const answer = await logIn(device.answer(options), { next: "/channels/new", remember: true });
    expect(answer).toMatchObject({ status: 200, location: "/channels/new" });
    for (const cookie of answer.setCookies) expect(cookie).toContain("Max-Age=5184000");
    const page = await openPage(null, "/channels/new", { cookie: toCookieHeader(answer.setCookies) });
    expect(page.html).toContain(ada.displayName);
    const rows = await db().select().from(sessions).where(eq(sessions.userId, ada.id));
    expect(rows.map(({ method }) => method).sort()).toEqual(["passkey", "password"]);
    expect(await findSessionByAccessToken(ada.session.accessToken)).not.toBeNull();
    expect((await rowOf(device))?.lastUsedAt).toBeInstanceOf(Date);
  });

  test.each(["//evil.test", "https://evil.test", "/\\evil.test"])("leads home, not to %s", async (next) => {
    const device = await addPasskey(ada);
    expect(await logIn(device.answer(await begin("log_in")), { next })).toMatchObject({ location: "/" });
  });

  const stranger = new SoftwareAuthenticator(SITE);

  test.each<[string, Parameters<SoftwareAuthenticator["answer"]>[1]]>([
    ["at another site", { origin: "https://evil.test" }],
    ["for another host", { rpId: "evil.test" }],
    ["without a finger or PIN", { isVerified: false }],
    ["with another key", { key: stranger.keys.privateKey }],
    ["with a challenge that nobody gave", { challenge: "AAAA" }],
    ["as an answer to another question", { type: "webauthn.create" }],
    ["as somebody else", { userHandle: Buffer.from("somebody else").toString("base64url") }],
    ["without saying who", { userHandle: "" }],
    ["from a copy, whose counter goes back", { counter: 1 }],
  ])("does not work %s", async (_, deviations) => {
    const device = await addPasskey(ada);
    const answer = await logIn(device.answer(await begin("log_in"), deviations));
    expect(answer).toMatchObject({ status: 401, problem: FAILED, setCookies: [] });
    expect((await rowOf(device))?.lastUsedAt).toBeNull();
    expect((await logIn(device.answer(await begin("log_in")))).status).toBe(200);
  });

  test("works for one of two answers at once, and never twice with one", async () => {
    const device = await addPasskey(ada);
    const answer = device.answer(await begin("log_in"));
    const answers = await Promise.all([logIn(answer), logIn(answer), logIn(answer)]);
    expect(statuses(answers)).toEqual(["200", "401", "401"]);
    expect((await logIn(answer)).status).toBe(401);
    const [one, two] = [await begin("log_in"), await begin("log_in")];
    const copies = [device.answer(one, { counter: 9 }), device.answer(two, { counter: 9 })];
    const raced = await Promise.all(copies.map((copy) => logIn(copy)));
    expect(statuses(raced)).toEqual(["200", "401"]);
  });

  test("works for devices that do not count", async () => {
    const device = new SoftwareAuthenticator(SITE);
    const answer = device.register(await begin("register", { person: ada }), { counter: 0 });
    await askPasskeys({ step: "register", name: "Phone", answer }, { person: ada });
    for (let round = 0; round < 2; round++)
      expect((await logIn(device.answer(await begin("log_in"), { counter: 0 }))).status).toBe(200);
    expect((await logIn(device.answer(await begin("log_in"), { counter: 5 }))).status).toBe(200);
    expect((await logIn(device.answer(await begin("log_in"), { counter: 0 }))).status).toBe(401);
  });

  test("takes no challenge that was given for something else", async () => {
    const device = await addPasskey(ada);
    const proving = await begin("prove", { person: ada });
    expect((await logIn(device.answer(proving))).status).toBe(401);
    const entering = await begin("log_in");
    const answer = device.answer(entering);
    expect((await askPasskeys({ step: "prove", answer }, { person: ada })).problem).toMatchObject(FAILED);
  });

  test("does not open an account that is deactivated, locked, or has removed the passkey", async () => {
    const device = await addPasskey(ada);
    await db().update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, ada.id));
    expect((await logIn(device.answer(await begin("log_in")))).problem?.key).toBe("errors.deactivated");
    await db().update(users).set({ deactivatedAt: null }).where(eq(users.id, ada.id));
    const until = sql`now() + interval '1 minute'`;
    await db()
      .insert(lockouts)
      .values({ key: ada.id, failures: 5, since: sql`now()`, lockedUntil: until });
    expect(await logIn(device.answer(await begin("log_in")))).toMatchObject({ status: 423, setCookies: [] });
    await db().delete(lockouts);
    await db().delete(passkeys).where(eq(passkeys.id, device.id));
    expect((await logIn(device.answer(await begin("log_in")))).status).toBe(401);
  });
});

describe("a passkey as proof", () => {
  test("is good for whatever asks for one, in this session only", async () => {
    const device = await addPasskey(ada);
    await forgetProof(ada);
    const begun = await begin("prove", { person: ada });
    expect(begun).toMatchObject({ allowCredentials: [{ id: device.id }], userVerification: "preferred" });
    const page = await openPage(ada, PAGE);
    expect(page.html).not.toContain('value="begin-app"');
    const answer = device.answer(begun, { isVerified: false });
    expect((await askPasskeys({ step: "prove", answer }, { person: ada })).status).toBe(200);
    expect((await openPage(ada, PAGE)).html).toContain('value="begin-app"');
  });

  test("is good for a step that always asks, if it is shown just before", async () => {
    const none = { password: undefined, code: undefined };
    const step = ({ actor }: Person) => requireProof(actor, none, { always: true });
    await expect(step(olga)).rejects.toMatchObject({ key: "errors.proof_needed" });
    const device = await addPasskey(ada);
    // Logging in, which has just happened, is not enough.
    await expect(step(ada)).rejects.toMatchObject({ key: "errors.proof_needed" });
    await forgetProof(ada);
    await expect(step(ada)).rejects.toMatchObject({ key: "errors.proof_needed" });
    const answer = device.answer(await begin("prove", { person: ada }));
    await askPasskeys({ step: "prove", answer }, { person: ada });
    await step(ada);
    // Once.
    await expect(step(ada)).rejects.toMatchObject({ key: "errors.proof_needed" });
    const late = device.answer(await begin("prove", { person: ada }));
    await askPasskeys({ step: "prove", answer: late }, { person: ada });
    await db()
      .update(challenges)
      .set({ expiresAt: sql`now() - interval '1 second'` });
    await expect(step(ada)).rejects.toMatchObject({ key: "errors.proof_needed" });
    // Nothing else is there to be asked for.
    await removeAllFactors(db(), ada.id);
    await db().delete(passwords).where(eq(passwords.userId, ada.id));
    await step(ada);
    await forgetProof(ada);
    await expect(step(ada)).rejects.toMatchObject({ code: "forbidden", key: "errors.proof_log_in" });
  });

  test("is not somebody else's, and wrong ones lock the account", async () => {
    const [device, foreign] = [await addPasskey(ada), await addPasskey(olga)];
    await forgetProof(ada);
    for (let round = 0; round < 5; round++) {
      const answer = foreign.answer(await begin("prove", { person: ada }));
      expect((await askPasskeys({ step: "prove", answer }, { person: ada })).problem).toMatchObject(FAILED);
    }
    const answer = device.answer(await begin("prove", { person: ada }));
    expect((await askPasskeys({ step: "prove", answer }, { person: ada })).status).toBe(423);
    expect((await openPage(ada, PAGE)).html).not.toContain('value="begin-app"');
  });
});

describe("the address of passkeys", () => {
  test("is APP_URL's host; without it the one that people came by", async () => {
    expect((await begin("log_in", { origin: serverUrl() })).rpId).toBe("localhost");
    setEnvironment({ APP_URL: "https://chat.test/" });
    expect((await begin("log_in", { origin: "https://chat.test" })).rpId).toBe("chat.test");
    setEnvironment();
    expect((await begin("log_in", { origin: serverUrl() })).rpId).toBe("127.0.0.1");
  });

  test("answers nobody from another site, and nothing but what it knows", async () => {
    const body = JSON.stringify({ step: "begin", purpose: "log_in" });
    for (const origin of ["https://evil.test", "null"]) {
      const headers = { "content-type": "application/json", origin };
      const answer = await fetch(`${serverUrl()}/resources/passkeys`, { method: "POST", headers, body });
      expect(answer.status).toBe(403);
    }
    expect((await openPage(ada, "/resources/passkeys")).status).toBe(404);
    const odd = [
      "{",
      "[]",
      "null",
      { step: "constructor" },
      { step: "begin", purpose: "erase" },
      { step: "log_in" },
    ];
    for (const input of odd) expect([400, 422]).toContain((await askPasskeys(input)).status);
    const huge = { id: "A".repeat(300_000), rawId: "A", type: "public-key", response: {} };
    expect((await askPasskeys({ step: "log_in", answer: huge })).status).toBe(413);
  });
});
