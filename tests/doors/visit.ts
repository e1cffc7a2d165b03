// How somebody visits a provider and comes back, step by step, so that a test can do something else at each.
import { Writable } from "node:stream";
import type { JWTPayload } from "jose";
import pino from "pino";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { singleton } from "#app/platform/singleton.server.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import type { OwnUserView } from "#app/shared/views.ts";
import { Browser, type Answer } from "#tests/browser.ts";
import { setEnvironment } from "#tests/environment.ts";
import { CLIENT, startOidcServer, type OidcAccounts, type OidcServer } from "#tests/oidc-server.ts";
import { serializeSession } from "#app/doors/session-cookies.server.ts";
import type { Person } from "#tests/factories.ts";
import { rest } from "./http-client.ts";
import { serverUrl } from "./server-address.ts";
import { withServer } from "./server.ts";

let oidc: OidcServer;
let settings: Record<string, string> = {};

/** The issuer of this test file, called "Acme", and also in Google's place where a test puts it there. */
export function issuer(): OidcServer {
  return oidc;
}

/** Serves Parley with an issuer of its own as the provider "oidc". */
export function withOidc(accounts: OidcAccounts): void {
  withServer();
  beforeAll(async () => {
    const callbacks = ["oidc", "google"].map((id) => `${serverUrl()}/auth/${id}/callback`);
    oidc = await startOidcServer(callbacks, accounts);
    settings = {
      APP_URL: serverUrl(),
      OIDC_ISSUER: oidc.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_NAME: "Acme",
    };
  });
  beforeEach(() => configure());
  afterEach(() => {
    oidc.alter = null;
    setEnvironment();
  });
  afterAll(() => oidc.stop());
}

/** Settings on top of those of the issuer. */
export function configure(more: Record<string, string> = {}): void {
  setEnvironment({ ...settings, ...more });
}

/** As `configure`, and keeps every line that is logged from then on. */
export function configureAndListen(more: Record<string, string> = {}): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  configure(more);
  singleton("logger", () => pino({ level: "trace", base: undefined }, stream));
  return lines;
}

/** The browser of somebody who is logged in, or of nobody yet. */
export async function openBrowser(person: Person | null = null): Promise<Browser> {
  const browser = new Browser();
  for (const cookie of person ? await serializeSession(person.session, false) : []) {
    const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split(/=(.*)/s);
    browser.setCookie(serverUrl(), name, value);
  }
  return browser;
}

/** Posts a form that leads to a provider, and stops at its door: the address of the authorization request. */
export async function leave(
  browser: Browser,
  form: Record<string, string> = {},
  path = "/auth/oidc",
): Promise<URL> {
  const page = await browser.step(serverUrl() + path, { form });
  const leaving = await browser.step(page.next ?? "");
  return new URL(leaving.next ?? `about:no-visit-${leaving.status}`);
}

/** Logs in at the issuer and stops at our door: the address of the callback. */
export async function logInThere(browser: Browser, request: URL, account: string): Promise<URL> {
  const page = await browser.open(request.href, { until: serverUrl() });
  if (page.next) return new URL(page.next);
  const form: Record<string, string> = account === "" ? { cancel: "yes" } : { account };
  const back = await browser.open(page.url, { form, until: serverUrl() });
  return new URL(back.next ?? `about:no-way-back-${back.status}`);
}

/** A whole visit: leaves, logs in there, and comes back to the page that Parley then shows. */
export async function visit(
  browser: Browser,
  account: string,
  form: Record<string, string> = {},
  path = "/auth/oidc",
): Promise<Answer> {
  const callback = await logInThere(browser, await leave(browser, form, path), account);
  return browser.open(callback.href);
}

/** What the button "Connect Acme" posts, and where. */
export const CONNECT = { connect: "oidc" };
export const CONNECTIONS = "/settings/connections";

let enrolled = 0;

/** Somebody new at the issuer, with a proven address of their own. */
export function enrol(claims: JWTPayload = {}): string {
  const account = `person-${++enrolled}`;
  oidc.accounts[account] = { email: `${account}@parley.test`, email_verified: true, ...claims };
  return account;
}

/** Who is logged in in a browser. */
export async function whoIs(browser: Browser): Promise<OwnUserView | null> {
  const cookie = browser.cookie(serverUrl(), "parley_access");
  if (!cookie) return null;
  const accessToken = JSON.parse(atob(decodeURIComponent(cookie))) as string;
  const { status, body } = await rest<OwnUserView>({ session: { accessToken } as SessionView }, "GET", "/me");
  return status === 200 ? body : null;
}
