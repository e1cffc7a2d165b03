import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { providerPlaces } from "#app/domain/identities/providers.server.ts";
import { GITHUB } from "#app/platform/oauth/github-provider.server.ts";
import type { Browser } from "#tests/browser.ts";
import { createPerson } from "#tests/factories.ts";
import { startGitHubServer, type GitHubAccount, type GitHubServer } from "#tests/github-server.ts";
import { people } from "#tests/people.ts";
import { withoutWriting } from "./observe.ts";
import { serverUrl } from "./server-address.ts";
import { configure, CONNECTIONS, leave, openBrowser, whoIs, withOidc } from "./visit.ts";

withOidc({});

let github: GitHubServer;
let count = 0;

beforeAll(async () => {
  github = await startGitHubServer(`${serverUrl()}/auth/github/callback`);
  providerPlaces.github = { site: github.url, api: github.url };
});

beforeEach(() =>
  configure({ GITHUB_CLIENT_ID: github.client.id, GITHUB_CLIENT_SECRET: github.client.secret }),
);

afterAll(async () => {
  providerPlaces.github = GITHUB;
  await github.stop();
});

/** Somebody new at GitHub. */
function enrol(changes: Partial<GitHubAccount> = {}): GitHubAccount {
  const login = `octocat-${++count}`;
  const emails = [
    { email: `${login}@users.noreply.github.com`, primary: false, verified: true },
    { email: `${login}@parley.test`, primary: true, verified: true },
  ];
  return { id: 1000 + count, login, name: "The Octocat", emails, ...changes };
}

const leaveForGitHub = (browser: Browser, form: Record<string, string> = {}) =>
  leave(browser, form, "/auth/github");

/** The way back that GitHub sends a browser. */
async function comeFrom(browser: Browser, account: GitHubAccount | null, request?: URL): Promise<URL> {
  github.visitor = account;
  const { next } = await browser.step((request ?? (await leaveForGitHub(browser))).href);
  return new URL(next ?? "about:no-way-back");
}

describe("a visit at GitHub", () => {
  test("opens an account with the primary address, and the same one the next time", async () => {
    const account = enrol();
    const [first, second] = [await openBrowser(), await openBrowser()];
    expect((await first.step((await comeFrom(first, account)).href)).next).toBe(`${serverUrl()}/`);
    const person = await whoIs(first);
    expect(person).toMatchObject({
      username: account.login,
      displayName: "The Octocat",
      email: `${account.login}@parley.test`,
      emailVerified: true,
    });
    const renamed = { ...account, login: "renamed", emails: [] };
    await second.step((await comeFrom(second, renamed)).href);
    expect((await whoIs(second))?.id).toBe(person?.id);
  });

  test("is connected in the settings", async () => {
    const browser = await openBrowser(await createPerson(people.ben));
    const request = await leave(browser, { connect: "github" }, CONNECTIONS);
    const account = enrol();
    const page = await browser.open((await comeFrom(browser, account, request)).href);
    expect(page.html).toContain(`Connected as ${account.login} since`);
  });

  test("with an address that GitHub has not proven proves none here", async () => {
    const email = "unproven@parley.test";
    const browser = await openBrowser();
    await browser.step(
      (await comeFrom(browser, enrol({ emails: [{ email, primary: true, verified: false }] }))).href,
    );
    expect(await whoIs(browser)).toMatchObject({ email, emailVerified: false });
  });

  test("does not take a proven second address for the primary one", async () => {
    const ben = await createPerson(people.ben);
    const emails = [
      { email: ben.email, primary: false, verified: true },
      { email: "other@parley.test", primary: true, verified: false },
    ];
    const browser = await openBrowser();
    await browser.step((await comeFrom(browser, enrol({ emails }))).href);
    expect(await whoIs(browser)).toMatchObject({ email: "other@parley.test", emailVerified: false });
  });

  test.each<[string, (callback: URL) => void]>([
    ["another state", (callback) => callback.searchParams.set("state", "x".repeat(43))],
    ["another code", (callback) => callback.searchParams.set("code", "x".repeat(20))],
    ["no code", (callback) => callback.searchParams.delete("code")],
  ])("with %s opens nothing", async (_, change) => {
    const browser = await openBrowser();
    const callback = await comeFrom(browser, enrol());
    change(callback);
    expect((await withoutWriting(() => browser.step(callback.href))).status).toBe(403);
    expect(await whoIs(browser)).toBeNull();
  });

  test("with another challenge opens nothing", async () => {
    const browser = await openBrowser();
    const request = await leaveForGitHub(browser);
    expect(request.searchParams.get("code_challenge_method")).toBe("S256");
    request.searchParams.set("code_challenge", "x".repeat(43));
    const callback = await comeFrom(browser, enrol(), request);
    expect((await withoutWriting(() => browser.step(callback.href))).status).toBe(403);
    expect(await whoIs(browser)).toBeNull();
  });

  test("works once", async () => {
    const browser = await openBrowser();
    const callback = await comeFrom(browser, enrol());
    const before = browser.copy();
    expect((await browser.step(callback.href)).status).toBe(303);
    expect((await before.step(callback.href)).status).toBe(403);
    expect(await whoIs(before)).toBeNull();
  });

  test("that was refused there says so", async () => {
    const browser = await openBrowser();
    const page = await browser.step((await comeFrom(browser, null)).href);
    expect(page.status).toBe(403);
    expect(page.html).toContain("You did not allow it there");
  });

  test("brings nobody back as a visitor of another provider", async () => {
    const browser = await openBrowser();
    const callback = await comeFrom(browser, enrol());
    callback.pathname = "/auth/oidc/callback";
    expect((await withoutWriting(() => browser.step(callback.href))).status).toBe(403);
    expect(await whoIs(browser)).toBeNull();
  });
});
