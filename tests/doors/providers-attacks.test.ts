// What somebody tries who wants into another person's account by way of a provider.
import { decodeJwt, generateKeyPair, UnsecuredJWT, type JWTPayload } from "jose";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findFreePort } from "#app/platform/postgres/free-port.server.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import type { Answer, Browser } from "#tests/browser.ts";
import { createPerson } from "#tests/factories.ts";
import { CLIENT } from "#tests/oidc-server.ts";
import { PASSWORD, people } from "#tests/people.ts";
import { postForm } from "./http-client.ts";
import { withoutWriting } from "./observe.ts";
import { serverUrl } from "./server-address.ts";
import {
  configure,
  configureAndListen,
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

const NO_METADATA = "no OpenID Connect metadata";
const METADATA = "/.well-known/openid-configuration";

/** Has an account that the issuer opens: what an attacker is after. */
let victim: string;
let victimId: string;

beforeAll(async () => {
  configure();
  victim = enrol();
  const browser = await openBrowser();
  await visit(browser, victim);
  victimId = (await whoIs(browser))!.id;
});

interface Outcome {
  status: number;
  /** Whether the page tells that it did not work. */
  isSaid: boolean;
  /** Whose account was opened. */
  opened: string | null;
  /** What the log names. */
  reason: unknown;
}

/** What comes of an attack in a fresh browser; it may make and change nothing. */
async function attempt(attack: (browser: Browser) => Promise<Answer>, settings = {}): Promise<Outcome> {
  const lines = configureAndListen(settings);
  const browser = await openBrowser();
  const answer = await withoutWriting(() => attack(browser));
  return {
    status: answer.status,
    isSaid: answer.html.includes("That did not work"),
    opened: (await whoIs(browser))?.id ?? null,
    reason: lines.find(({ reason }) => reason !== undefined)?.["reason"],
  };
}

const failed = (reason?: string, status = 403): Outcome => ({ status, isSaid: true, opened: null, reason });

/** The victim's own visit, up to the door, with the request and the answer changed on the way. */
async function comeBack(
  browser: Browser,
  { ask = () => {}, answer = () => {} }: { ask?: (url: URL) => void; answer?: (url: URL) => void },
): Promise<Answer> {
  const request = await leave(browser);
  ask(request);
  const callback = await logInThere(browser, request, victim);
  answer(callback);
  return browser.step(callback.href);
}

/** From now on the issuer gives ID tokens with other claims, or signs them otherwise. */
function forge(
  change: (claims: JWTPayload) => JWTPayload,
  sign = (claims: JWTPayload) => issuer().sign(claims),
): void {
  issuer().alter = async (path, body) =>
    path === "/token" && typeof body["id_token"] === "string"
      ? { ...body, id_token: await sign(change(decodeJwt(body["id_token"]))) }
      : body;
}

test("an honest visit of the same person succeeds", async () => {
  const browser = await openBrowser();
  forge((claims) => claims);
  await comeBack(browser, {});
  expect((await whoIs(browser))?.id).toBe(victimId);
});

describe("the answer of a provider is taken only", () => {
  test("in the browser that asked, which its cookies show", async () => {
    const other = await openBrowser();
    const callback = await logInThere(other, await leave(other), victim);
    expect(await attempt((browser) => browser.step(callback.href))).toEqual(failed());
  });

  test.each([
    ["parley_errand", undefined],
    ["parley_visit_oidc", "Missing state on cookie."],
  ])("with the cookie %s", async (name, reason) => {
    const outcome = await attempt(async (browser) => {
      const callback = await logInThere(browser, await leave(browser), victim);
      for (const [each] of cookiesOf(browser))
        if (each.startsWith(name)) browser.setCookie(serverUrl(), each, "");
      return browser.step(callback.href);
    });
    expect(outcome).toEqual(failed(reason));
  });

  test.each<[string, string | undefined, (query: URLSearchParams) => void]>([
    ["with the state that was sent", undefined, (query) => query.set("state", "x".repeat(43))],
    ["with a state", undefined, (query) => query.delete("state")],
    ["with a code", "Missing code in the URL", (query) => query.delete("code")],
    ["with the issuer's own code", "invalid_grant", (query) => query.set("code", "x".repeat(43))],
    [
      "from the issuer that was asked",
      "wrong issuer of the answer",
      (query) => query.set("iss", "https://evil.test"),
    ],
    [
      "with the name of its issuer, which ours gives",
      "wrong issuer of the answer",
      (query) => query.delete("iss"),
    ],
  ])("%s", async (_, reason, change) => {
    const answer = ({ searchParams }: URL) => change(searchParams);
    expect(await attempt((browser) => comeBack(browser, { answer }))).toEqual(failed(reason));
  });

  test("to the question of this browser and not of another one", async () => {
    const attacker = await openBrowser();
    const callback = await logInThere(attacker, await leave(attacker), enrol());
    const outcome = await attempt(async (browser) => {
      await leave(browser);
      return browser.step(callback.href);
    });
    expect(outcome).toEqual(failed());
  });

  test("once: neither the code nor the way back can be used again", async () => {
    const browser = await openBrowser();
    const callback = await logInThere(browser, await leave(browser), victim);
    const before = browser.copy();
    expect((await browser.step(callback.href)).next).toBe(`${serverUrl()}/`);
    for (const again of [browser, before]) expect((await again.step(callback.href)).status).toBe(403);
    expect(await whoIs(before)).toBeNull();
  });

  test("with the verifier of its challenge", async () => {
    const ask = ({ searchParams }: URL) => searchParams.set("code_challenge", "x".repeat(43));
    expect(await attempt((browser) => comeBack(browser, { ask }))).toEqual(failed("invalid_grant"));
    const outcome = await attempt(async (browser) => {
      const callback = await logInThere(browser, await leave(browser), victim);
      const [name = "", value = ""] =
        cookiesOf(browser).find(([each]) => each.startsWith("parley_visit")) ?? [];
      browser.setCookie(serverUrl(), name, value.replace(/.{4}("?)$/, "AAAA$1"));
      return browser.step(callback.href);
    });
    expect(outcome).toEqual(failed("invalid_grant"));
  });

  test("with the nonce that was sent", async () => {
    const other = ({ searchParams }: URL) => searchParams.set("nonce", "x".repeat(43));
    const none = ({ searchParams }: URL) => searchParams.delete("nonce");
    for (const ask of [other, none])
      expect(await attempt((browser) => comeBack(browser, { ask }))).toEqual(failed("wrong nonce"));
  });
});

describe("an ID token is refused", () => {
  const minutes = (count: number) => Math.floor(Date.now() / 1000) + count * 60;
  const CLAIM = "ERR_JWT_CLAIM_VALIDATION_FAILED";
  const PARTY = "wrong authorized party";
  const both = [CLIENT.id, "another client"];

  test.each<[string, string, (claims: JWTPayload) => JWTPayload]>([
    ["of another visit", "wrong nonce", (claims) => ({ ...claims, nonce: "x".repeat(43) })],
    ["for another client", CLAIM, (claims) => ({ ...claims, aud: "another client" })],
    ["for several, of which another may use it", PARTY, (claims) => ({ ...claims, aud: both, azp: both[1] })],
    ["for several, which names none to use it", PARTY, (claims) => ({ ...claims, aud: both })],
    ["of another issuer", CLAIM, (claims) => ({ ...claims, iss: "https://evil.test" })],
    ["that has expired", "ERR_JWT_EXPIRED", (claims) => ({ ...claims, exp: minutes(-2) })],
    ["without an end", CLAIM, ({ exp: _, ...rest }) => rest],
    ["without a subject", CLAIM, ({ sub: _, ...rest }) => rest],
    ["of an empty subject", "no subject", (claims) => ({ ...claims, sub: "" })],
    [
      "of a subject that is too long",
      "unusable subject",
      (claims) => ({ ...claims, sub: "x".repeat(256), email: "" }),
    ],
    ["of a subject with a NUL", "unusable subject", (claims) => ({ ...claims, sub: "a\0b", email: "" })],
  ])("%s", async (_, reason, change) => {
    forge(change);
    expect(await attempt((browser) => comeBack(browser, {}))).toEqual(failed(reason));
  });

  test.each<[string, string, () => Promise<(claims: JWTPayload) => Promise<string>>]>([
    ["signed with another key", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED", signWithAnotherKey],
    [
      "without a signature",
      "ERR_JOSE_ALG_NOT_ALLOWED",
      async () => async (claims) => new UnsecuredJWT(claims).encode(),
    ],
    ["that is none", "ERR_JWS_INVALID", async () => async () => "a.b.c"],
  ])("%s", async (_, reason, makeSigner) => {
    forge((claims) => claims, await makeSigner());
    expect(await attempt((browser) => comeBack(browser, {}))).toEqual(failed(reason));
  });

  test("that is not there", async () => {
    issuer().alter = async (_, { id_token: __, ...body }) => body;
    expect(await attempt((browser) => comeBack(browser, {}))).toEqual(failed("no ID token"));
  });

  test("that comes with the address of somebody else", async () => {
    issuer().alter = async (path, body) => (path === "/me" ? { ...body, sub: "somebody else" } : body);
    const outcome = await attempt((browser) => comeBack(browser, {}));
    expect(outcome).toEqual(failed("userinfo of somebody else"));
  });
});

test("saying no at the provider changes nothing, and is said", async () => {
  const browser = await openBrowser();
  const callback = await logInThere(browser, await leave(browser), "");
  const answer = await withoutWriting(() => browser.step(callback.href));
  expect(answer.status).toBe(403);
  expect(answer.html).toContain("You did not allow it there");
  expect(await whoIs(browser)).toBeNull();
});

test("an error that the provider names is shown by a page and not repeated on it", async () => {
  const browser = await openBrowser();
  const answer = await comeBack(browser, {
    answer: ({ searchParams }) => {
      searchParams.delete("code");
      searchParams.set("error", "<script>alert(1)</script>");
      searchParams.set("error_description", "call +1 555 0100");
    },
  });
  expect(answer.status).toBe(403);
  expect(answer.html).toContain("That did not work");
  expect(answer.html).not.toContain("alert(1)");
  expect(answer.html).not.toContain("555 0100");
});

test.each([
  "https://evil.test",
  "//evil.test/",
  "/\\evil.test",
  "/\t/evil.test",
  "javascript:alert(1)",
  `/${"x".repeat(5000)}`,
])("after it one never goes to %j", async (next) => {
  const browser = await openBrowser();
  const answer = await browser.step((await logInThere(browser, await leave(browser, { next }), victim)).href);
  expect(answer.next).toBe(`${serverUrl()}/`);
  expect((await whoIs(browser))?.id).toBe(victimId);
});

describe("another site", () => {
  test.each(["/auth/oidc", CONNECTIONS])("starts nothing by a form to %s", async (path) => {
    const ben = await createPerson(people.ben);
    const others: Record<string, string>[] = [
      { origin: "https://evil.test" },
      { origin: "null", "sec-fetch-site": "cross-site" },
    ];
    for (const headers of others) {
      const page = await postForm(ben, path, { ...CONNECT, password: PASSWORD }, { headers });
      expect(page.code).toBe("forbidden");
      expect(page.headers.getSetCookie()).toEqual([]);
    }
  });

  test("starts nothing by a link", async () => {
    const browser = await openBrowser(await createPerson(people.ben));
    const answer = await browser.step(`${serverUrl()}/auth/oidc?intent=link&next=//evil.test`);
    expect(answer.next).toBe(`${serverUrl()}${CONNECTIONS}`);
    // How pages look is left with any browser; the errand is not.
    const cookies = answer.headers
      .getSetCookie()
      .filter((cookie) => !cookie.startsWith("parley_preferences="));
    expect(cookies).toEqual([]);
  });

  test("cannot make somebody carry out an errand twice by the page that leads away", async () => {
    const browser = await openBrowser();
    await leave(browser);
    const again = await browser.step(`${serverUrl()}/auth/oidc`);
    expect(again).toMatchObject({ next: `${serverUrl()}/login` });
  });
});

describe("a provider that does not work", () => {
  /** What an issuer says about itself is remembered for an hour. */
  const forgetIssuers = () => singleton("oidc issuers", () => new Map()).clear();

  beforeEach(forgetIssuers);
  afterEach(forgetIssuers);

  test.each<[string, string, object | string, Outcome]>([
    ["no token", "/token", {}, failed("no token")],
    ["a page in place of a token", "/token", "<html>", failed("no JSON", 503)],
    [
      "keys that are none",
      "/jwks",
      { keys: "none" },
      failed(expect.stringContaining("JSON Web Key Set"), 503),
    ],
    ["somebody who is nobody", "/me", [], failed("userinfo of somebody else")],
    [
      "metadata of another issuer",
      METADATA,
      { issuer: "https://evil.test" },
      failed("names another issuer", 503),
    ],
    ["metadata without keys", METADATA, { jwks_uri: null }, failed(NO_METADATA, 503)],
    [
      "a script in place of an address",
      METADATA,
      { token_endpoint: "javascript:1" },
      failed(NO_METADATA, 503),
    ],
    ["a page in place of metadata", METADATA, "<html>", failed("no JSON", 503)],
  ])(
    "because it gives %s, leads to a page that says so, until it works",
    async (_, altered, change, outcome) => {
      issuer().alter = async (path, body) => {
        if (path !== altered) return body;
        return path === METADATA && typeof change === "object" ? { ...body, ...change } : change;
      };
      const attack = async (browser: Browser) => {
        const page = await browser.open(`${serverUrl()}/auth/oidc`, { form: {}, until: issuer().issuer });
        return page.next ? browser.step((await logInThere(browser, new URL(page.next), victim)).href) : page;
      };
      expect(await attempt(attack)).toEqual(outcome);
      issuer().alter = null;
      forgetIssuers();
      const browser = await openBrowser();
      await comeBack(browser, {});
      expect((await whoIs(browser))?.id).toBe(victimId);
    },
  );

  test("because nobody is there, leads to a page that says so", async () => {
    const attack = (browser: Browser) => browser.open(`${serverUrl()}/auth/oidc`, { form: {} });
    const outcome = await attempt(attack, { OIDC_ISSUER: `http://127.0.0.1:${await findFreePort()}` });
    expect(outcome).toEqual(failed("ECONNREFUSED", 503));
  });
});

test("the log names what failed, and holds no code, state, token, secret or address of mail", async () => {
  const lines = configureAndListen();
  const browser = await openBrowser();
  const callback = await logInThere(browser, await leave(browser), victim);
  await browser.copy().step(callback.href);
  await browser.step(callback.href);
  const written = JSON.stringify(lines);
  expect(written).toContain("/auth/oidc/callback");
  expect(written).toContain("invalid_grant");
  const { code, state } = Object.fromEntries(callback.searchParams);
  for (const secret of [code, state, CLIENT.secret, `${victim}@parley.test`])
    expect(written).not.toContain(secret);
});

test("too many visits from one address have to wait", async () => {
  configure({ RATE_LIMIT_SCALE: "0.05" });
  const answers: Answer[] = [];
  for (let attempt = 0; attempt < 4; attempt++)
    answers.push(await (await openBrowser()).step(`${serverUrl()}/auth/oidc/callback?code=x&state=y`));
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 429]);
  expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
});

async function signWithAnotherKey() {
  const { privateKey } = await generateKeyPair("RS256");
  return (claims: JWTPayload) => issuer().sign(claims, privateKey);
}

/** Names and values. */
function cookiesOf(browser: Browser): [string, string][] {
  return browser
    .cookieHeader(serverUrl())
    .split("; ")
    .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]);
}
