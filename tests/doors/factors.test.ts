import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "#app/db/client.server.ts";
import { auditLog, recoveryCodes, totpFactors } from "#app/db/schema/index.ts";
import {
  checkSecondFactor,
  hasCodes,
  hasSecondFactor,
} from "#app/domain/factors/check-second-factor.server.ts";
import { removeAllFactors } from "#app/domain/factors/remove-factors.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import type { FactorsView, TotpSetUpView } from "#app/shared/account-views.ts";
import { setEnvironment } from "#tests/environment.ts";
import { actorOf, createPerson, type Person } from "#tests/factories.ts";
import { addApp, createStrictRole, forgetProof, holdClock, nextStep } from "#tests/factors.ts";
import { findLink, readMails } from "#tests/mailbox.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { codeOf } from "#tests/totp.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { withServer } from "./server.ts";

withServer();

const PAGE = "/settings/security/second-factor";

let ada: Person;
let olga: Person;

beforeEach(async () => {
  holdClock();
  ada = await createPerson(people.ada);
  olga = await createPerson(people.olga);
});

afterEach(() => {
  vi.useRealTimers();
  setEnvironment();
});

const factorsOf = async (person: Person) => (await rest<FactorsView>(person, "GET", "/me/factors")).body;
const NONE = { totp: null, recoveryCodesLeft: 0, passkeys: [] };

async function mailsTo({ email }: Person): Promise<string[]> {
  await workOffJobs();
  return (await readMails(email)).map(({ subject }) => subject);
}

async function auditOf({ id }: Person): Promise<string[]> {
  const rows = await db().select().from(auditLog).where(eq(auditLog.targetId, id));
  return rows.sort((a, b) => a.id - b.id).map(({ action }) => action);
}

describe("an authenticator app", () => {
  const begin = (person: Person, body: object = {}) =>
    rest<TotpSetUpView>(person, "POST", "/me/factors/totp", { body });
  const confirm = (person: Person, code: string, body: object = {}) =>
    rest<{ recoveryCodes: string[] }>(person, "PUT", "/me/factors/totp", { body: { code, ...body } });

  test("is set up by REST: key, code, ten recovery codes, a mail and a line in the audit log", async () => {
    const { status, body } = await begin(ada);
    expect(status).toBe(200);
    expect(body.secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(body.uri);
    expect(decodeURIComponent(uri.pathname)).toMatch(new RegExp(`Parley:${ada.username}$`));
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      issuer: "Parley",
      secret: body.secret,
      algorithm: "SHA1",
      digits: "6",
      period: "30",
    });
    expect(await factorsOf(ada)).toEqual(NONE);
    expect(await hasSecondFactor(ada.id)).toBe(false);

    const codes = (await confirm(ada, codeOf(body.secret))).body.recoveryCodes;
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
    expect(await factorsOf(ada)).toMatchObject({ totp: { lastUsedAt: null }, recoveryCodesLeft: 10 });
    expect(await hasSecondFactor(ada.id)).toBe(true);
    expect(await auditOf(ada)).toEqual(["factor.add"]);
    expect(await mailsTo(ada)).toEqual(["An authenticator app was added to your account"]);
    const [mail] = await readMails(ada.email);
    expect(findLink(mail!)).toMatch(new RegExp(`${PAGE}$`));
    expect(await factorsOf(olga)).toEqual(NONE);
    expect(await mailsTo(olga)).toEqual([]);
  });

  test("is set up by forms alone, which show the key as text and as a QR code", async () => {
    expect((await openPage(ada, PAGE)).html).not.toContain("<svg role");
    expect(await postForm(ada, PAGE, { intent: "begin-app" })).toMatchObject({ status: 303, location: PAGE });
    const { html } = await openPage(ada, PAGE);
    const secret = /<dd[^>]*>([A-Z2-7 ]+)<\/dd>/.exec(html)?.[1]?.replaceAll(" ", "") ?? "";
    expect(html).toMatch(
      /<svg role="img" aria-label="QR code of the key" viewBox="0 0 (\d+) \1".*<path d="M/,
    );
    expect(html).toContain(`secret=${secret}`);

    const wrong = await postForm(ada, PAGE, { intent: "confirm-app", code: "000000" });
    expect(wrong.code).toBe("invalid_input");
    expect(wrong.html).toContain("The code is wrong or was used already.");
    expect(wrong.html).toContain(`secret=${secret}`);

    const done = await postForm(ada, PAGE, {
      intent: "confirm-app",
      code: ` ${codeOf(secret).slice(0, 3)} ${codeOf(secret).slice(3)} `,
    });
    expect(done.status).toBe(200);
    const codes = [...done.html.matchAll(/<li>([0-9a-z-]{19})<\/li>/g)].map(([, code]) => code ?? "");
    expect(codes).toHaveLength(10);
    const file = /<a href="data:text\/plain;charset=utf-8,([^"]+)" download="parley-recovery-codes.txt"/.exec(
      done.html,
    );
    expect(
      decodeURIComponent(file?.[1] ?? "")
        .trim()
        .split("\n")
        .slice(-10),
    ).toEqual(codes);
    // Shown once.
    const later = (await openPage(ada, PAGE)).html;
    for (const code of codes) expect(later).not.toContain(code);
    expect(later).not.toContain(secret);
    expect(later).toContain("10 codes are left.");
  });

  test.each(["000000", "12345", "1234567", "abcdef", "", " ", "\0", "１２３４５６", "x".repeat(101)])(
    "is not confirmed by the code %j",
    async (code) => {
      await begin(ada);
      const answer = await confirm(ada, code);
      expect(answer.body).toMatchObject({ code: "invalid_input", errors: [{ path: "code" }] });
      expect(await factorsOf(ada)).toEqual(NONE);
    },
  );

  test("cannot be confirmed before it was begun, by nobody, or by somebody else's code", async () => {
    expect((await confirm(ada, "123456")).body).toMatchObject({ code: "conflict" });
    const { secret } = (await begin(olga)).body;
    await begin(ada);
    expect((await confirm(ada, codeOf(secret))).body).toMatchObject({ code: "invalid_input" });
    for (const method of ["POST", "PUT", "DELETE"])
      expect((await rest(null, method, "/me/factors/totp", { body: {} })).body.code).toBe("unauthenticated");
    expect((await rest(null, "GET", "/me/factors")).body.code).toBe("unauthenticated");
  });

  test("begun again forgets the key before; the one in use stays until the new one is confirmed", async () => {
    const app = await addApp(ada);
    const first = (await begin(ada)).body.secret;
    const second = (await begin(ada)).body.secret;
    expect((await confirm(ada, codeOf(first))).body).toMatchObject({ code: "invalid_input" });
    expect(await checkSecondFactor(ada.id, codeOf(app.secret))).toBe(true);
    const answer = await confirm(ada, codeOf(second));
    // There are codes already.
    expect(answer.body.recoveryCodes).toEqual([]);
    nextStep();
    expect(await checkSecondFactor(ada.id, codeOf(app.secret))).toBe(false);
    expect(await checkSecondFactor(ada.id, codeOf(second))).toBe(true);
  });

  test("that is only being set up is forgotten by Cancel, and the one in use is not", async () => {
    await postForm(ada, PAGE, { intent: "begin-app" });
    await postForm(ada, PAGE, { intent: "cancel-app" });
    expect((await openPage(ada, PAGE)).html).not.toContain("<svg role");
    expect(await db().select().from(totpFactors).where(eq(totpFactors.userId, ada.id))).toEqual([]);
    const { secret } = await addApp(ada);
    await postForm(ada, PAGE, { intent: "begin-app" });
    await postForm(ada, PAGE, { intent: "cancel-app" });
    expect((await openPage(ada, PAGE)).html).not.toContain("<svg role");
    expect(await checkSecondFactor(ada.id, codeOf(secret))).toBe(true);
  });

  test("takes the code of one step before and after, each once, and never an earlier one again", async () => {
    const { secret } = await addApp(ada);
    // The one it was confirmed with.
    expect(await checkSecondFactor(ada.id, codeOf(secret, -1))).toBe(false);
    expect(await checkSecondFactor(ada.id, codeOf(secret, 2))).toBe(false);
    expect(await checkSecondFactor(olga.id, codeOf(secret))).toBe(false);
    expect(await checkSecondFactor(ada.id, codeOf(secret, 1))).toBe(true);
    expect(await checkSecondFactor(ada.id, codeOf(secret, 1))).toBe(false);
    expect(await checkSecondFactor(ada.id, codeOf(secret))).toBe(false);
    expect((await factorsOf(ada)).totp?.lastUsedAt).toMatch(/Z$/);
  });

  test("takes a code that comes twice at once for one of them only", async () => {
    const { secret } = await addApp(ada);
    const code = codeOf(secret);
    const results = await Promise.all(Array.from({ length: 8 }, () => checkSecondFactor(ada.id, code)));
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  test("is stored encrypted, with the newest session secret once an older one was needed", async () => {
    const old = "an old secret that is long enough too";
    setEnvironment({ SESSION_SECRET: old });
    const { secret } = await addApp(ada);
    const read = async () =>
      (await db().select().from(totpFactors).where(eq(totpFactors.userId, ada.id)))[0]?.secret;
    const sealed = await read();
    expect(sealed).not.toContain(secret);
    setEnvironment({ SESSION_SECRET: `a new secret that is long enough too,${old}` });
    expect(await checkSecondFactor(ada.id, codeOf(secret))).toBe(true);
    expect(await read()).not.toBe(sealed);
    setEnvironment({ SESSION_SECRET: "a new secret that is long enough too" });
    expect(await checkSecondFactor(ada.id, codeOf(secret, 1))).toBe(true);
    // Whoever drops the only secret that fits locks nobody in: recovery codes know no key.
    setEnvironment({ SESSION_SECRET: "quite another secret that is long enough" });
    nextStep();
    expect(await checkSecondFactor(ada.id, codeOf(secret, 1))).toBe(false);
  });

  test("is removed together with the recovery codes, and the owner is told", async () => {
    await addApp(ada);
    await addApp(olga);
    expect((await rest(ada, "DELETE", "/me/factors/totp", { body: {} })).status).toBe(204);
    expect(await factorsOf(ada)).toEqual(NONE);
    expect(await auditOf(ada)).toEqual(["factor.add", "factor.remove"]);
    expect(await mailsTo(ada)).toContain("The authenticator app was removed from your account");
    expect((await rest(ada, "DELETE", "/me/factors/totp", { body: {} })).body.code).toBe("not_found");
    expect(await factorsOf(olga)).toMatchObject({ recoveryCodesLeft: 10 });
  });
});

describe("recovery codes", () => {
  test.each([
    ["as they are shown", (code: string) => code],
    ["in capitals", (code: string) => code.toUpperCase()],
    ["without dashes", (code: string) => code.replaceAll("-", "")],
    ["with spaces and long dashes", (code: string) => ` ${code.replaceAll("-", " – ")} `],
    ["with O for 0 and l for 1", (code: string) => code.replaceAll("0", "O").replaceAll("1", "l")],
  ])("work once, %s", async (_, write) => {
    const [code = ""] = (await addApp(ada)).recoveryCodes;
    expect(await checkSecondFactor(olga.id, write(code))).toBe(false);
    expect(await checkSecondFactor(ada.id, write(code))).toBe(true);
    expect(await checkSecondFactor(ada.id, code)).toBe(false);
    expect(await factorsOf(ada)).toMatchObject({ recoveryCodesLeft: 9, totp: { lastUsedAt: null } });
    expect(await auditOf(ada)).toEqual(["factor.add", "factor.recovery_code.use"]);
    expect(await mailsTo(ada)).toContain("A recovery code was used for your account");
  });

  test("are used up by one of two uses at once", async () => {
    const [code = ""] = (await addApp(ada)).recoveryCodes;
    const results = await Promise.all(Array.from({ length: 8 }, () => checkSecondFactor(ada.id, code)));
    expect(results.filter(Boolean)).toHaveLength(1);
    expect((await factorsOf(ada)).recoveryCodesLeft).toBe(9);
  });

  test("are stored as digests", async () => {
    const codes = (await addApp(ada)).recoveryCodes;
    const rows = JSON.stringify(
      await db().select().from(recoveryCodes).where(eq(recoveryCodes.userId, ada.id)),
    );
    for (const code of codes) {
      expect(rows).not.toContain(code);
      expect(rows).not.toContain(code.replaceAll("-", ""));
    }
  });

  test("made anew replace the earlier ones; without a second factor there are none to make", async () => {
    const renew = (person: Person) =>
      rest<{ recoveryCodes: string[] }>(person, "POST", "/me/factors/recovery-codes", { body: {} });
    expect((await renew(ada)).body).toMatchObject({ code: "conflict" });
    const [old = ""] = (await addApp(ada)).recoveryCodes;
    const codes = (await renew(ada)).body.recoveryCodes;
    expect(codes).toHaveLength(10);
    expect(await checkSecondFactor(ada.id, old)).toBe(false);
    expect(await checkSecondFactor(ada.id, codes[0] ?? "")).toBe(true);
    expect(await mailsTo(ada)).toContain("New recovery codes were made for your account");
    const page = await postForm(ada, PAGE, { intent: "renew-codes" });
    expect([...page.html.matchAll(/<li>[0-9a-z-]{19}<\/li>/g)]).toHaveLength(10);
  });
});

describe("changing factors asks once more who it is", () => {
  const changes: [string, (body: object) => Promise<{ status: number; body: unknown }>][] = [
    ["POST /me/factors/totp", (body) => rest(ada, "POST", "/me/factors/totp", { body })],
    ["DELETE /me/factors/totp", (body) => rest(ada, "DELETE", "/me/factors/totp", { body })],
    ["POST /me/factors/recovery-codes", (body) => rest(ada, "POST", "/me/factors/recovery-codes", { body })],
  ];

  test.each(changes)("%s", async (_, change) => {
    const { secret } = await addApp(ada);
    await forgetProof(ada);
    const needed = { code: "invalid_input", errors: [{ path: "password", code: "required" }] };
    expect((await change({})).body).toMatchObject(needed);
    expect((await change({ password: "wrong password" })).body).toMatchObject({
      errors: [{ path: "password", code: "wrong_password" }],
    });
    expect((await change({ code: "000000" })).body).toMatchObject({
      errors: [{ path: "code", code: "wrong_code" }],
    });
    expect(await factorsOf(ada)).toMatchObject({ recoveryCodesLeft: 10 });
    expect((await change({ code: codeOf(secret) })).status).toBeLessThan(300);
  });

  test("also to confirm an app, by the password", async () => {
    const { secret } = (await rest<TotpSetUpView>(ada, "POST", "/me/factors/totp", { body: {} })).body;
    await forgetProof(ada);
    const confirm = (body: object) => rest(ada, "PUT", "/me/factors/totp", { body });
    expect((await confirm({ code: codeOf(secret) })).body).toMatchObject({
      errors: [{ path: "password", code: "required" }],
    });
    expect((await confirm({ code: codeOf(secret), password: PASSWORD })).status).toBe(200);
  });

  test("on the page, which offers nothing and shows no key before", async () => {
    const { secret } = (await rest<TotpSetUpView>(ada, "POST", "/me/factors/totp", { body: {} })).body;
    await forgetProof(ada);
    const { html } = await openPage(ada, PAGE);
    expect(html).toContain("Your password");
    expect(html).not.toContain(secret);
    for (const intent of ["begin-app", "confirm-app", "cancel-app"])
      expect(html).not.toContain(`value="${intent}"`);
    const wrong = await postForm(ada, PAGE, { intent: "prove", password: "wrong password" });
    expect(wrong).toMatchObject({ code: "invalid_input" });
    expect(wrong.html).toContain("The password is wrong.");
    expect((await postForm(ada, PAGE, { intent: "prove", password: PASSWORD })).status).toBe(303);
    expect((await openPage(ada, PAGE)).html).toContain(`secret=${secret}`);
  });

  test.each(["", "intent=", "intent=constructor", "intent=__proto__"])(
    "and the page does nothing for %j",
    async (form) => {
      expect((await postForm(ada, PAGE, form)).code).toBe("invalid_input");
    },
  );
});

describe("a role that needs a second factor", () => {
  let strict: Person;

  beforeEach(async () => {
    strict = await createPerson(people.ben, await createStrictRole());
  });

  test("opens nothing but the way to set one up, which then leads on", async () => {
    expect(strict.actor.restriction).toBe("second_factor");
    expect((await rest(strict, "GET", "/channels")).body.code).toBe("forbidden");
    expect((await openPage(strict, "/channels/browse")).location).toBe(PAGE);
    const page = await openPage(strict, PAGE);
    expect(page.status).toBe(200);
    expect(page.html).toContain("Your role needs a second factor.");
    await postForm(strict, PAGE, { intent: "begin-app" });
    const secret = /secret=([A-Z2-7]+)/.exec((await openPage(strict, PAGE)).html)?.[1] ?? "";
    const done = await postForm(strict, PAGE, { intent: "confirm-app", code: codeOf(secret) });
    expect(done.html).toMatch(/<a href="\/"[^>]*>Go on to Parley<\/a>/);
    expect((await rest(strict, "GET", "/channels")).status).toBe(200);
    expect((await openPage(strict, PAGE)).html).not.toContain("Go on to Parley");
  });

  test("keeps the last one, but not against an admin's reset", async () => {
    await addApp(strict);
    const person = { ...strict, actor: await actorOf(strict.session) };
    expect((await rest(person, "DELETE", "/me/factors/totp", { body: {} })).body).toMatchObject({
      status: 409,
      detail: "Your role needs a second factor. Add another one before you remove the last.",
    });
    expect((await postForm(person, PAGE, { intent: "remove-app" })).code).toBe("conflict");
    expect(await factorsOf(person)).toMatchObject({ recoveryCodesLeft: 10 });
    expect(await auditOf(person)).toEqual(["factor.add"]);
    await removeAllFactors(db(), person.id);
    expect(await hasCodes(person.id)).toBe(false);
    expect((await openPage(person, "/channels/browse")).location).toBe(PAGE);
  });
});

test("sensitive steps are limited also while the last proof is recent", async () => {
  setEnvironment({ RATE_LIMIT_SCALE: "0.05" });
  const begin = (person: Person) => rest(person, "POST", "/me/factors/totp", { body: {} });
  for (let time = 0; time < 2; time++) expect((await begin(ada)).status).toBe(200);
  expect((await begin(ada)).body.code).toBe("rate_limited");
  expect((await begin(olga)).status).toBe(200);
});

test("nobody else's page shows a person's factors", async () => {
  await addApp(ada);
  expect((await openPage(null, PAGE)).location).toBe(`/login?next=${encodeURIComponent(PAGE)}`);
  expect((await openPage(olga, PAGE)).html).toContain("Set up an app");
  const foreign = { headers: { origin: "https://evil.test" } };
  expect((await postForm(ada, PAGE, { intent: "remove-app" }, foreign)).code).toBe("forbidden");
  expect((await factorsOf(ada)).totp).not.toBeNull();
});
