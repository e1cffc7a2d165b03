import AxeBuilder from "@axe-core/playwright";
import type { APIRequestContext, CDPSession, Page } from "@playwright/test";
import type { SessionView } from "#app/shared/account-views.ts";
import type { UserView } from "#app/shared/views.ts";
import { codeOf } from "#tests/totp.ts";
import { FIRST_ADMIN } from "./first-admin.ts";
import { expect, test, type Person } from "./fixtures.ts";
import { makeUnique } from "./unique.ts";

const PAGE = "/settings/security/second-factor";

async function logOut({ page, context }: Person): Promise<void> {
  await context.clearCookies();
  await page.goto("/login");
}

async function givePassword({ page, account }: Person): Promise<void> {
  await page.getByLabel("Email or username").fill(account.username);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
}

async function giveCode({ page }: Person, code: string): Promise<void> {
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual([]);
}

test(
  "an authenticator app is set up, asked for, replaced by a recovery code, and removed",
  { tag: "@nojs" },
  async ({ ada, javaScriptEnabled }) => {
    ada.allowTrouble(/status of 422/);
    const { page } = ada;
    let secret = "";
    let codes: string[] = [];

    await test.step("the key is shown as a QR code and as text, and a first code confirms it", async () => {
      await ada.open(PAGE);
      await page.getByRole("button", { name: "Set up an app" }).click();
      await expect(page.getByRole("img", { name: "QR code of the key" })).toBeVisible();
      secret = (await page.getByRole("definition").innerText()).replaceAll(" ", "");
      if (javaScriptEnabled) await expectAccessible(page);
      await page.getByLabel("Code", { exact: true }).fill("000000");
      await page.getByRole("button", { name: "Confirm" }).click();
      await expect(page.getByLabel("Code", { exact: true })).toHaveAccessibleDescription(
        "The code is wrong or was used already.",
      );
      await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
      await page.getByRole("button", { name: "Confirm" }).click();
    });

    await test.step("ten recovery codes are shown once, also as a file", async () => {
      const shown = page.getByRole("region", { name: "Your new recovery codes" });
      await expect(shown.getByRole("listitem")).toHaveCount(10);
      codes = await shown.getByRole("listitem").allInnerTexts();
      const download = page.waitForEvent("download");
      await shown.getByRole("link", { name: "Download as a file" }).click();
      expect((await download).suggestedFilename()).toBe("parley-recovery-codes.txt");
      await ada.open(PAGE);
      await expect(shown).toHaveCount(0);
      await expect(page.getByText("10 codes are left.")).toBeVisible();
    });

    await test.step("logging in asks for a code of it", async () => {
      await logOut(ada);
      await page.goto("/login?next=/channels/browse");
      await givePassword(ada);
      await expect(ada.heading("Second factor")).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);
      await giveCode(ada, codeOf(secret, 20));
      await expect(page.getByLabel("Code", { exact: true })).toHaveAccessibleDescription(
        "The code is wrong or was used already.",
      );
      // The one that has confirmed it cannot be used again, so it is the next.
      await giveCode(ada, codeOf(secret, 1));
      await expect(ada.heading("Browse channels")).toBeVisible();
    });

    await test.step("or for a recovery code, in whatever way it was noted down", async () => {
      await logOut(ada);
      await givePassword(ada);
      await giveCode(ada, codes[0]?.toUpperCase().replaceAll("-", " ") ?? "");
      await expect(ada.heading("Welcome to Parley")).toBeVisible();
      await ada.open(PAGE);
      await expect(page.getByText("9 codes are left.")).toBeVisible();
      await expect(page.getByText(/^In use since .* Last used /)).toBeVisible();
    });

    await test.step("removed, it is asked for no longer", async () => {
      await page.getByRole("button", { name: "Remove the app" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Remove the app" }).click();
      await expect(page.getByRole("button", { name: "Set up an app" })).toBeVisible();
      await logOut(ada);
      await givePassword(ada);
      await expect(ada.heading("Welcome to Parley")).toBeVisible();
    });
  },
);

/** Gives somebody a role that asks for a second factor, as the admin of the installation would. */
async function giveStrictRole(request: APIRequestContext, { account }: Person): Promise<void> {
  const { username: login, password } = FIRST_ADMIN;
  const answer = await request.post("/api/v1/auth/login", { data: { login, password } });
  const headers = { authorization: `Bearer ${((await answer.json()) as SessionView).accessToken}` };
  const role = makeUnique("strict");
  const data = { name: role, permissions: ["channel.join"], requiresSecondFactor: true };
  expect((await request.post("/api/v1/roles", { headers, data })).status()).toBe(201);
  const found = await request.get("/api/v1/users", { headers, params: { query: account.username } });
  const [user] = (await found.json()) as UserView[];
  const given = await request.patch(`/api/v1/users/${user?.id}`, { headers, data: { role } });
  expect(given.ok(), `${account.username} becomes ${role}`).toBe(true);
}

test(
  "whose role needs a second factor gets nowhere before, and everywhere after it is set up",
  { tag: "@nojs" },
  async ({ ada, request }) => {
    const { page } = ada;
    await giveStrictRole(request, ada);
    await page.goto("/channels/browse");
    await expect(page).toHaveURL(PAGE);
    await expect(page.getByText("Your role needs a second factor.")).toBeVisible();
    await page.getByRole("button", { name: "Set up an app" }).click();
    const secret = (await page.getByRole("definition").innerText()).replaceAll(" ", "");
    await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
    await page.getByRole("button", { name: "Confirm" }).click();
    await expect(page.getByRole("link", { name: "Download as a file" })).toBeVisible();
    await page.getByRole("link", { name: "Go on to Parley" }).click();
    await expect(ada.heading("Welcome to Parley")).toBeVisible();
    await ada.open("/channels/browse");
    await expect(ada.heading("Browse channels")).toBeVisible();
  },
);

test("without JavaScript no passkey is offered", { tag: "@nojs-only" }, async ({ page }) => {
  await page.goto("/login");
  await expect(page.getByRole("button", { name: "Log in", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Use a passkey" })).toHaveCount(0);
});

test.describe("a passkey", () => {
  // Browsers make none for an address that is no name.
  test.use({ baseURL: `http://localhost:${process.env["E2E_PORT"] ?? 4173}` });

  interface Device {
    session: CDPSession;
    authenticatorId: string;
  }

  /** A device with a finger on it, as Chromium's developer tools make one. */
  async function addDevice({ context, page }: Person): Promise<Device> {
    const session = await context.newCDPSession(page);
    await session.send("WebAuthn.enable");
    const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return { session, authenticatorId };
  }

  test("is added, logs in alone, serves as the second step, is renamed and removed", async ({ ada }) => {
    const { page } = ada;
    await addDevice(ada);
    const list = page.getByRole("region", { name: "Passkeys" }).getByRole("listitem");

    await test.step("added under a name that the device suggests", async () => {
      await ada.open(PAGE);
      const name = page.getByLabel("Name of the new passkey");
      await expect(name).toHaveValue(/Chrome/);
      await name.fill("Ada's laptop");
      await page.getByRole("button", { name: "Add a passkey" }).click();
      await expect(list.filter({ hasText: "Ada's laptop" })).toContainText("Not used yet.");
      const codes = page.getByRole("region", { name: "Your new recovery codes" });
      await expect(codes.getByRole("listitem")).toHaveCount(10);
      await expectAccessible(page);
    });

    await test.step("logs in without a name and a password", async () => {
      await logOut(ada);
      await page.goto("/login?next=/channels/browse");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Use a passkey" }).click();
      await expect(ada.heading("Browse channels")).toBeVisible();
    });

    await test.step("is the second step after the password", async () => {
      await logOut(ada);
      await givePassword(ada);
      await expect(ada.heading("Second factor")).toBeVisible();
      await page.getByRole("button", { name: "Use a passkey" }).click();
      await expect(ada.heading("Welcome to Parley")).toBeVisible();
    });

    await test.step("renamed and removed", async () => {
      await ada.open(PAGE);
      await expect(list).toContainText(["Last used"]);
      await page.getByText("Change Ada's laptop").click();
      await page.getByLabel("New name").fill("Desk");
      await page.getByRole("button", { name: "Rename" }).click();
      await expect(list).toContainText(["Desk"]);
      await page.getByRole("button", { name: "Remove passkey" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Remove passkey" }).click();
      await expect(page.getByText("You have no passkey yet.")).toBeVisible();
      await logOut(ada);
      await givePassword(ada);
      await expect(ada.heading("Welcome to Parley")).toBeVisible();
    });
  });

  test("of nobody opens nothing, and says so", async ({ ada }) => {
    ada.allowTrouble(/status of (401|409)/);
    const { page } = ada;
    const { session, authenticatorId } = await addDevice(ada);
    await ada.open(PAGE);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await expect(page.getByRole("button", { name: "Make new codes" })).toBeVisible();

    await test.step("without a finger", async () => {
      await logOut(ada);
      await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
      await page.getByRole("button", { name: "Use a passkey" }).click();
      await expect(page.getByRole("alert")).toContainText("No passkey was chosen.");
      await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
    });

    await test.step("that the account no longer has", async () => {
      await page.getByRole("button", { name: "Use a passkey" }).click();
      await expect(ada.heading("Welcome to Parley")).toBeVisible();
      await ada.open(PAGE);
      await page.getByText(/^Change /).click();
      await page.getByRole("button", { name: "Remove passkey" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Remove passkey" }).click();
      await expect(page.getByText("You have no passkey yet.")).toBeVisible();
      await logOut(ada);
      await page.getByRole("button", { name: "Use a passkey" }).click();
      await expect(page.getByRole("alert")).toContainText("The passkey was not accepted.");
      await expect(page).toHaveURL(/\/login$/);
    });
  });
});
