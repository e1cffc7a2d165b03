import { codeOf } from "#tests/totp.ts";
import { expect, test, type Person } from "./fixtures.ts";
import { findMailedPath } from "./mailbox.ts";
import { makeUnique } from "./unique.ts";

interface Attempt {
  login?: string;
  password?: string;
}

/** Enters somebody's name and password at a browser where nobody is logged in. */
async function enter({ page, account }: Person, attempt: Attempt = {}): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Email or username").fill(attempt.login ?? account.username);
  await page.getByLabel("Password", { exact: true }).fill(attempt.password ?? account.password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
}

async function expectLocked({ page }: Person): Promise<void> {
  await expect(page.getByRole("alert")).toContainText("this account is locked for a while");
  await expect(page.getByRole("alert")).toContainText(/Try again in 1\d minutes\./);
}

/** Looks for an account among the locked ones. */
async function findLocked({ page }: Person, { account }: Person): Promise<void> {
  await page.goto("/admin/users");
  await page.getByRole("searchbox", { name: "Name, username or email" }).fill(account.username);
  await page.getByLabel("State", { exact: true }).selectOption("Locked");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page).toHaveURL(/state=locked/);
}

test(
  "five wrong passwords lock an account until an admin unlocks it, but not its open sessions",
  { tag: "@nojs" },
  async ({ admin, ada, ben, meet }) => {
    // A dozen passwords are hashed, which is slow on purpose.
    test.slow();
    // Browsers where nobody is logged in: of somebody who guesses, and Ada's other one.
    const [guesser, phone] = [await meet("olga"), await meet("ada")];
    guesser.allowTrouble(/status of (401|423)/);
    phone.allowTrouble(/status of 423/);
    const { username: login, email, password } = ada.account;

    await test.step("the account is locked, for the right password as well", async () => {
      for (const guess of ["one", "two", "three", "four", "five"]) {
        await enter(guesser, { login, password: `wrong number ${guess}` });
        await expect(guesser.page.getByRole("alert")).toContainText("username or password is wrong.");
      }
      await enter(guesser, { login, password: "wrong number six" });
      await expectLocked(guesser);
      await expect(guesser.page.getByLabel("Email or username")).toHaveValue(login);
      await enter(phone, { login: email, password });
      await expectLocked(phone);
      await expect(phone.page).toHaveURL(/\/login$/);
    });

    await test.step("its owner is told by mail, and stays in where she is", async () => {
      expect(await findMailedPath(email, "Your account is locked for 15 minutes")).toBe("/forgot-password");
      await ada.open("/channels/browse");
      await expect(ada.heading("Browse channels")).toBeVisible();
    });

    await test.step("nobody else's is locked, even from where the guesses came", async () => {
      await findLocked(admin, ben);
      await expect(admin.page.getByText("No account matches this.")).toBeVisible();
      await enter(guesser, { login: ben.account.username, password: ben.account.password });
      await expect(guesser.heading("Welcome to Parley")).toBeVisible();
    });

    await test.step("an admin finds it among the locked ones and unlocks it", async () => {
      const { page } = admin;
      await findLocked(admin, ada);
      await expect(page.getByRole("status").filter({ hasText: /^1 account$/ })).toBeVisible();
      await page.getByRole("main").getByRole("link", { name: ada.account.displayName }).click();
      const section = page.getByRole("region", { name: "Lock", exact: true });
      await expect(section).toContainText("Nobody can log in until");
      await section.getByRole("button", { name: "Unlock" }).click();
      await expect(section.getByRole("status")).toHaveText("The account is unlocked.");
      await enter(phone, { login, password });
      await expect(phone.heading("Welcome to Parley")).toBeVisible();
      await findLocked(admin, ada);
      await expect(page.getByText("No account matches this.")).toBeVisible();
    });
  },
);

/** Sets up an authenticator app in the settings. */
async function addFactor(person: Person): Promise<void> {
  const { page } = person;
  await person.open("/settings/security/second-factor");
  await page.getByRole("button", { name: "Set up an app" }).click();
  const secret = (await page.getByRole("definition").innerText()).replaceAll(" ", "");
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("region", { name: "Your new recovery codes" })).toBeVisible();
}

test(
  "an admin removes the second factor of somebody who lost it, and has to say why",
  { tag: "@nojs" },
  async ({ admin, ben, cleo }) => {
    admin.allowTrouble(/status of 422/);
    const { page } = admin;
    for (const person of [ben, cleo]) {
      await addFactor(person);
      await person.context.clearCookies();
      await enter(person);
      await expect(person.heading("Second factor")).toBeVisible();
    }

    await page.goto(`/admin/users?query=${ben.account.username}`);
    await page.getByRole("main").getByRole("link", { name: ben.account.displayName }).click();
    const section = page.getByRole("region", { name: "Second factor", exact: true });
    await section.getByRole("button", { name: "Remove second factor" }).click();
    await expect(section.getByLabel("Reason")).toHaveAccessibleDescription(/^This is needed\./);
    await section.getByLabel("Reason").fill(makeUnique("The phone fell into the pond"));
    await section.getByRole("button", { name: "Remove second factor" }).click();
    await expect(section.getByRole("status")).toHaveText("The second factor is removed.");
    await expect(section).toContainText("This account has no second factor.");

    await findMailedPath(ben.account.email, "Your second factor was removed");
    await enter(ben);
    await expect(ben.heading("Welcome to Parley")).toBeVisible();
    await enter(cleo);
    await expect(cleo.heading("Second factor")).toBeVisible();
  },
);
