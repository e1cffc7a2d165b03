import AxeBuilder from "@axe-core/playwright";
import { CLIENT, startOidcServer, type OidcServer } from "#tests/oidc-server.ts";
import { expect, test as base, type Person } from "./fixtures.ts";
import { clearPlace, findPlace, ServerProcess } from "./server-process.ts";

interface Installation {
  url: string;
  issuer: OidcServer;
}

/** A Parley of its own whose people can log in at an issuer, called Acme. */
const test = base.extend<object, { installation: Installation }>({
  installation: [
    // Playwright wants the braces.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const place = await findPlace();
      const url = `http://localhost:${place.port}`;
      const issuer = await startOidcServer([`${url}/auth/oidc/callback`], {});
      const env = {
        OIDC_ISSUER: issuer.issuer,
        OIDC_CLIENT_ID: CLIENT.id,
        OIDC_CLIENT_SECRET: CLIENT.secret,
        OIDC_NAME: "Acme",
      };
      const server = new ServerProcess(place, { env });
      await server.isReady();
      await provide({ url, issuer });
      await clearPlace(place, [server]);
      await issuer.stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ installation }, provide) => provide(installation.url),
});

/** Logs in at the issuer, as soon as its page is there. */
async function logInAtIssuer({ page }: Person, account: string): Promise<void> {
  await expect(page.getByRole("heading", { name: "Log in at the issuer" })).toBeVisible();
  await page.getByLabel("Account").fill(account);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Being led to another site is trouble everywhere else. */
function allowIssuer(person: Person): void {
  person.allowTrouble(/request to another site/);
}

test(
  "somebody signs up by a provider, logs out, and logs in again the same way",
  { tag: "@nojs" },
  async ({ meet, installation }) => {
    const grace = await meet("ben");
    allowIssuer(grace);
    grace.allowTrouble(/status of 409/);
    const { page, account } = grace;
    const { username, email, displayName } = account;
    installation.issuer.accounts[username] = {
      email,
      email_verified: true,
      name: displayName,
      preferred_username: username,
    };
    await page.goto("/login?next=%2Fsettings%2Fconnections");
    await page.getByRole("button", { name: "Continue with Acme" }).click();
    await logInAtIssuer(grace, username);
    await expect(page).toHaveURL(`${installation.url}/settings/connections`);
    await expect(page.getByText(`Connected as ${email} since`)).toBeVisible();
    await page.getByRole("button", { name: "Disconnect Acme" }).click();
    await expect(page.getByRole("alert")).toHaveText(
      "This is the last way into your account. Add another one first.",
    );

    await page.goto("/channels/browse");
    await grace.sidebar.getByRole("button", { name: "Log out" }).click();
    await expect(page).toHaveURL(`${installation.url}/login`);
    await page.getByRole("button", { name: "Continue with Acme" }).click();
    // Still known at the issuer, so nothing is asked there.
    await expect(grace.heading(/Welcome to Parley|Set up your workspace/)).toBeVisible();
    await page.goBack();
    await expect(grace.heading("Going to Acme")).toHaveCount(0);
  },
);

test(
  "an account is connected in the settings, opens it from then on, and is disconnected",
  { tag: "@nojs" },
  async ({ ada, installation, javaScriptEnabled }) => {
    allowIssuer(ada);
    const { page, account, context } = ada;
    const there = `${account.username}-there`;
    installation.issuer.accounts[there] = { email: `${there}@parley.test`, email_verified: true };
    await page.goto("/settings/connections");
    await expect(page.getByText("Not connected.")).toBeVisible();
    if (javaScriptEnabled) {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
    await page.getByRole("button", { name: "Connect Acme", exact: true }).click();
    await logInAtIssuer(ada, there);
    await expect(page.getByText(`Connected as ${there}@parley.test since`)).toBeVisible();

    await context.clearCookies({ domain: "localhost" });
    await page.goto("/login");
    await page.getByRole("button", { name: "Continue with Acme" }).click();
    await expect(ada.heading(/Welcome to Parley|Set up your workspace/)).toBeVisible();

    await page.goto("/settings/connections");
    await page.getByRole("button", { name: "Disconnect Acme" }).click();
    await expect(page.getByText("Not connected.")).toBeVisible();
  },
);

test(
  "a proven address of an account leads to logging in to it, and then connects it",
  { tag: "@nojs" },
  async ({ ada, installation }) => {
    allowIssuer(ada);
    const { page, account, context } = ada;
    installation.issuer.accounts[account.username] = { email: account.email, email_verified: true };
    await context.clearCookies();
    await page.goto("/login");
    await page.getByRole("button", { name: "Continue with Acme" }).click();
    await logInAtIssuer(ada, account.username);
    await expect(page.getByText("Log in to it to connect Acme.")).toBeVisible();
    await page.getByLabel("Email or username").fill(account.username);
    await page.getByLabel("Password", { exact: true }).fill(account.password);
    await page.getByRole("button", { name: "Log in", exact: true }).click();
    await page.getByRole("button", { name: `Connect ${account.email}` }).click();
    await expect(page.getByText(`Connected as ${account.email} since`)).toBeVisible();
  },
);

test(
  "saying no at the provider leads to a page that says so",
  { tag: "@nojs" },
  async ({ meet, installation }) => {
    const olga = await meet("olga");
    allowIssuer(olga);
    olga.allowTrouble(/status of 403/);
    const { page } = olga;
    await page.goto("/login");
    await page.getByRole("button", { name: "Continue with Acme" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByText("You did not allow it there")).toBeVisible();
    await page.getByRole("link", { name: "Back to your conversations" }).click();
    await expect(page).toHaveURL(`${installation.url}/login`);
  },
);
