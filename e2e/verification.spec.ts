import { findMailedPath } from "./mailbox.ts";
import { expect, test, type Person } from "./fixtures.ts";

const NEW_PASSWORD = "seven green lanterns over water";

async function logIn(person: Person, password: string): Promise<void> {
  const { page, account } = person;
  await page.goto("/login");
  await page.getByLabel("Email or username").fill(account.username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(person.heading("Welcome to Parley")).toBeVisible();
}

test("an address is confirmed by the link that signing up mails", { tag: "@nojs" }, async ({ ada }) => {
  const { page, account } = ada;
  await ada.open("/settings/security");
  await expect(page.getByText(`${account.email} is not confirmed yet.`)).toBeVisible();
  await page.goto(await findMailedPath(account.email, "Confirm your email address"));
  await expect(ada.heading("Confirm your email address")).toBeVisible();
  await page.getByRole("button", { name: "Confirm address" }).click();
  await expect(page.getByText(`${account.email} is confirmed.`)).toBeVisible();
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(ada.heading("Welcome to Parley")).toBeVisible();
  await ada.open("/settings/security");
  await expect(page.getByText(`${account.email} is confirmed.`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Send the link again" })).toHaveCount(0);
});

test("the link can be asked for again, and the older one leads on", { tag: "@nojs" }, async ({ ada }) => {
  const { page, account } = ada;
  const older = await findMailedPath(account.email, "Confirm your email address");
  await ada.open("/settings/security");
  await page.getByRole("button", { name: "Send the link again" }).click();
  await expect(page.getByText("A new link is on its way.")).toBeVisible();
  await expect.poll(() => findMailedPath(account.email, "Confirm your email address")).not.toBe(older);
  await page.goto(older);
  await expect(page.getByText("This link was used already, or it is too old.")).toBeVisible();
  await page.getByRole("link", { name: "Ask for a new link" }).click();
  await expect(page.getByText(`A link was mailed to ${account.email}.`)).toBeVisible();
});

test(
  "a forgotten password is replaced by mail, and every session ends",
  { tag: "@nojs" },
  async ({ ada, meet }) => {
    // The same person at a browser where nobody is logged in.
    const { page } = await meet("ada");
    await page.goto("/login");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await expect(page.getByRole("heading", { name: "Forgot your password?", level: 1 })).toBeVisible();
    await page.getByLabel("Email").fill(ada.account.email);
    await page.getByRole("button", { name: "Send link" }).click();
    await expect(
      page.getByText(
        "If there is an account with this address or username, a mail with a link is on its way.",
      ),
    ).toBeVisible();

    await page.goto(await findMailedPath(ada.account.email, "Set a new password"));
    await expect(page.getByText(ada.account.username)).toBeVisible();
    await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "Set password" }).click();
    await expect(page).toHaveURL(/\/login/);
    await expect(page.getByText("The new password is set. Log in with it.")).toBeVisible();

    await ada.page.goto("/settings/security");
    await expect(ada.page).toHaveURL(/\/login/);
    await logIn(ada, NEW_PASSWORD);
    await expect(ada.heading("Welcome to Parley")).toBeVisible();
    await findMailedPath(ada.account.email, "Your password was changed");
  },
);

test("a weak new password is refused, and the link stays good", { tag: "@nojs" }, async ({ ada, meet }) => {
  const anybody = await meet("ada");
  anybody.allowTrouble(/status of 422/);
  const { page } = anybody;
  await page.goto("/forgot-password");
  await page.getByLabel("Email").fill(ada.account.username);
  await page.getByRole("button", { name: "Send link" }).click();
  await page.goto(await findMailedPath(ada.account.email, "Set a new password"));
  const password = page.getByLabel("New password", { exact: true });
  await password.fill("short");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(password).toHaveAccessibleDescription(/Use at least 10 characters\./);
  await password.fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page).toHaveURL(/\/login/);
});

test("an address is changed by a link to the new one", { tag: "@nojs" }, async ({ ada }) => {
  const { page, account } = ada;
  const email = `new-${account.email}`;
  await page.goto(await findMailedPath(account.email, "Confirm your email address"));
  await page.getByRole("button", { name: "Confirm address" }).click();
  await ada.open("/settings/security");
  await page.getByLabel("New email address").fill(email);
  await page.getByRole("button", { name: "Change address" }).click();
  await expect(page.getByText(`A link was mailed to ${email}.`)).toBeVisible();
  await expect(page.getByText(`${account.email} is confirmed.`)).toBeVisible();

  await page.goto(await findMailedPath(email, "Confirm your new email address"));
  await page.getByRole("button", { name: "Confirm address" }).click();
  await expect(page.getByText(`${email} is confirmed.`)).toBeVisible();
  await ada.open("/settings/security");
  await expect(page.getByText(`${email} is confirmed.`)).toBeVisible();

  // The old address can take it back, and then asks for a new password.
  await page.goto(
    await findMailedPath(account.email, "The email address of your account is about to change"),
  );
  await page.getByRole("button", { name: "Undo the change" }).click();
  await expect(ada.heading("Set a new password")).toBeVisible();
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page).toHaveURL(/\/login/);
  await logIn(ada, NEW_PASSWORD);
  await ada.open("/settings/security");
  await expect(page.getByText(`${account.email} is confirmed.`)).toBeVisible();
});
