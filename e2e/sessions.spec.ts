import { expect, test, type Person } from "./fixtures.ts";

/** The same account at another browser. */
async function logInElsewhere(person: Person, other: Person): Promise<void> {
  const { page } = other;
  await page.goto("/login");
  await page.getByLabel("Email or username").fill(person.account.email);
  await page.getByLabel("Password", { exact: true }).fill(person.account.password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(other.heading("Welcome to Parley")).toBeVisible();
}

function findSessions({ page }: Person) {
  return page.getByRole("region", { name: "Sessions" }).getByRole("listitem");
}

test("one's sessions are listed, and one that is ended is over", { tag: "@nojs" }, async ({ ada, meet }) => {
  const [laptop, phone] = [await meet("ada"), await meet("ada")];
  await logInElsewhere(ada, laptop);
  await logInElsewhere(ada, phone);
  await laptop.open("/settings/security");
  const sessions = findSessions(laptop);
  await expect(sessions).toHaveCount(3);
  await expect(sessions.first()).toContainText("This one");
  await expect(sessions.first()).toContainText("Chrome on Linux");
  await expect(sessions.first().getByRole("button")).toHaveCount(0);
  await expect(sessions.nth(1).getByRole("time")).toHaveAttribute("title", /\d{4}/);

  // The phone's is the one that was used last but this.
  await sessions.nth(1).getByRole("button", { name: "End session" }).click();
  await expect(sessions).toHaveCount(2);
  await phone.lookAgain();
  await expect(phone.page).toHaveURL(/\/login/);
  await laptop.open("/channels/browse");
  await expect(laptop.heading("Browse channels")).toBeVisible();
});

test("all other sessions can be ended at once", { tag: "@nojs" }, async ({ ada, meet }) => {
  const [laptop, phone] = [await meet("ada"), await meet("ada")];
  await logInElsewhere(ada, laptop);
  await logInElsewhere(ada, phone);
  await phone.open("/settings/security");
  await expect(findSessions(phone)).toHaveCount(3);
  await phone.page.getByRole("button", { name: "End all other sessions" }).click();
  await expect(findSessions(phone)).toHaveCount(1);
  await expect(phone.page.getByText("There is no other session.")).toBeVisible();
  await laptop.lookAgain();
  await expect(laptop.page).toHaveURL(/\/login/);
  await ada.page.goto("/channels/browse");
  await expect(ada.page).toHaveURL(/\/login/);
});

test("a new password ends the other sessions and keeps this one", { tag: "@nojs" }, async ({ ada, meet }) => {
  const laptop = await meet("ada");
  await logInElsewhere(ada, laptop);
  await laptop.open("/settings/security");
  await laptop.page.getByLabel("New password", { exact: true }).fill("seven green lanterns over water");
  await laptop.page.getByRole("button", { name: "Set password" }).click();
  await expect(
    laptop.page.getByText("The new password is set, and all other sessions have ended."),
  ).toBeVisible();
  await expect(findSessions(laptop)).toHaveCount(1);
  await ada.page.goto("/channels/browse");
  await expect(ada.page).toHaveURL(/\/login/);
});

test("the browser of a session that is ended leaves by itself, without a click", async ({ ada, meet }) => {
  const laptop = await meet("ada");
  await logInElsewhere(ada, laptop);
  await ada.open("/channels/browse");
  await laptop.open("/settings/security");
  await laptop.page.getByRole("button", { name: "End all other sessions" }).click();
  await expect(ada.page).toHaveURL(/\/login/);
  await expect(laptop.page).toHaveURL("/settings/security");
});
