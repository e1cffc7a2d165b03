// The ways in that the settings of an installation open and close, each on a Parley of its own.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Person } from "./fixtures.ts";
import { test, type Installation } from "./installation.ts";

/** Where the link leads that confirms somebody's address, as soon as its mail is there. */
async function findConfirmation({ dataDir }: Installation, { account }: Person): Promise<string> {
  const folder = join(dataDir, "mail");
  let path: string | undefined;
  await expect
    .poll(() => {
      // A mail that is still being written has another ending.
      const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
      const mails = names.map((name) => readFileSync(join(folder, name), "utf8"));
      const mail = mails.find((text) => text.includes(account.email));
      return (path = mail && /\/confirm-email\?token=[\w-]+/.exec(mail)?.[0]);
    })
    .toBeDefined();
  return path ?? "";
}

/** Signs up by the form of the page that is open. */
async function signUpHere({ page, account }: Person): Promise<void> {
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Username").fill(account.username);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
}

async function logIn({ page, account }: Person, password = account.password): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Email or username").fill(account.username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
}

/** Neither the page for signing up nor the one for logging in lets somebody without an invite make an account. */
async function expectNoSignUp({ page }: Person, why: string): Promise<void> {
  await page.goto("/signup");
  await expect(page.getByRole("status")).toHaveText(why);
  await expect(page.getByRole("button", { name: "Create account" })).toHaveCount(0);
  await page.getByRole("link", { name: "Log in", exact: true }).click();
  await expect(page.getByRole("button", { name: "Log in", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Create your account" })).toHaveCount(0);
}

/** The first account of an installation, which may always be made, and for which there is a link. */
async function signUpFirst(person: Person): Promise<void> {
  const { page } = person;
  await page.goto("/login");
  await page.getByRole("link", { name: "Create your account" }).click();
  await expect(page.getByText("This is the first account, so it will be the admin.")).toBeVisible();
  await signUpHere(person);
  await expect(person.heading("Set up your workspace")).toBeVisible();
}

test.describe("where an address has to be confirmed", () => {
  test.use({ settings: { EMAIL_VERIFICATION: "required" } });

  test(
    "a new account opens nothing but the way to confirm it, and then everything",
    { tag: "@nojs" },
    async ({ meet, installation }) => {
      const [ada, ben] = [await meet("ada"), await meet("ben")];
      for (const person of [ada, ben]) {
        await person.page.goto("/signup");
        await signUpHere(person);
        await expect(person.page).toHaveURL(/\/verify-email$/);
      }
      const { page, account } = ada;
      for (const path of [
        "/",
        "/channels/browse",
        "/channels/new",
        "/search",
        "/settings/profile",
        "/admin/users",
      ]) {
        await page.goto(path);
        await expect(page).toHaveURL(/\/verify-email$/);
        await expect(page.getByText(`A link was mailed to ${account.email}.`)).toBeVisible();
        await expect(page.getByText("Nothing else is open until then.")).toBeVisible();
      }

      await page.goto(await findConfirmation(installation, ada));
      await page.getByRole("button", { name: "Confirm address" }).click();
      await expect(page.getByText(`${account.email} is confirmed.`)).toBeVisible();
      await page.getByRole("link", { name: "Continue" }).click();
      await expect(ada.heading("Welcome to Parley")).toBeVisible();
      await ada.open("/channels/browse");
      await expect(ada.heading("Browse channels")).toBeVisible();

      await ben.page.goto("/channels/browse");
      await expect(ben.page).toHaveURL(/\/verify-email$/);
    },
  );
});

test.describe("where an invite is needed", () => {
  test.use({ settings: { SIGNUP_MODE: "invite" } });

  test("who has one signs up, and nobody else", { tag: "@nojs" }, async ({ meet }) => {
    const [ada, ben, olga] = [await meet("ada"), await meet("ben"), await meet("olga")];
    await signUpFirst(ada);
    await expectNoSignUp(ben, "You need an invite to sign up here. Ask an admin for one.");

    await ada.open("/admin/invites");
    await ada.page.getByLabel("How many people").fill("1");
    await ada.page.getByRole("button", { name: "Create invite" }).click();
    const link = await ada.page.getByLabel("Link", { exact: true }).inputValue();
    const { pathname, search } = new URL(link);

    await ben.page.goto(pathname + search);
    await expect(ben.page.getByText(`${ada.account.username} invites you to join Parley`)).toBeVisible();
    await signUpHere(ben);
    await expect(ben.heading("Welcome to Parley")).toBeVisible();

    // It was for one person.
    await olga.page.goto(pathname + search);
    await expect(olga.page.getByRole("status")).toHaveText(
      "This invite is no longer valid. Ask for a new one.",
    );
    await expect(olga.page.getByRole("button", { name: "Create account" })).toHaveCount(0);
  });
});

test.describe("where sign-up is closed", () => {
  test.use({ settings: { SIGNUP_MODE: "closed" } });

  test("only the first account is made, and logs in", { tag: "@nojs" }, async ({ meet }) => {
    const [ada, ben] = [await meet("ada"), await meet("ben")];
    await signUpFirst(ada);
    await expectNoSignUp(ben, "Sign-up is closed here. Ask an admin to open it.");
    await ada.context.clearCookies();
    await logIn(ada);
    await expect(ada.heading("Set up your workspace")).toBeVisible();
  });
});

test.describe("where somebody tries too often", () => {
  // Two log-ins to an account, and one new account from an address.
  test.use({ settings: { RATE_LIMIT_SCALE: "0.05", TRUST_PROXY: "1" } });

  test(
    "the page says when to try again and keeps what was typed; others are not held up",
    { tag: "@nojs" },
    async ({ meet }) => {
      const [ada, ben] = [await meet("ada"), await meet("ben")];
      await ben.context.setExtraHTTPHeaders({ "x-forwarded-for": "192.0.2.7" });
      await ada.signUp();
      const guesser = await meet("olga");
      guesser.allowTrouble(/status of (401|429)/);
      const { page } = guesser;
      const alert = page.getByRole("alert");

      await test.step("at signing up", async () => {
        await page.goto("/signup");
        await signUpHere(guesser);
        await expect(alert).toContainText("That was too often. Wait a moment and try again.");
        await expect(alert).toContainText(/Try again in \d+ minutes\./);
        await expect(page.getByLabel("Email")).toHaveValue(guesser.account.email);
        await expect(page.getByLabel("Username")).toHaveValue(guesser.account.username);
        await ben.signUp();
      });

      await test.step("at logging in", async () => {
        const { username: login } = ada.account;
        for (const password of ["wrong number one", "wrong number two", "wrong number three"]) {
          await page.goto("/login");
          await page.getByLabel("Email or username").fill(login);
          await page.getByLabel("Password", { exact: true }).fill(password);
          await page.getByRole("checkbox", { name: "Remember me" }).check();
          await page.getByRole("button", { name: "Log in", exact: true }).click();
          await expect(alert).toBeVisible();
        }
        await expect(alert).toContainText("That was too often. Wait a moment and try again.");
        await expect(alert).toContainText(/Try again in 1\d minutes\./);
        await expect(page.getByLabel("Email or username")).toHaveValue(login);
        await expect(page.getByRole("checkbox", { name: "Remember me" })).toBeChecked();
        await expect(page.getByLabel("Password", { exact: true })).not.toHaveAttribute("value");
        await expect(guesser.page).toHaveURL(/\/login$/);
        await ben.context.clearCookies();
        await logIn(ben);
        await expect(ben.heading("Welcome to Parley")).toBeVisible();
        await ada.page.goto("/channels/browse");
        await expect(ada.heading("Browse channels")).toBeVisible();
      });
    },
  );
});
