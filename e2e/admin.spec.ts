import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Person } from "./fixtures.ts";
import { findSidewaysScrolling } from "./sideways.ts";
import { makeUnique } from "./unique.ts";

/** Opens somebody's account by the list, as an admin finds it. */
async function openAccount(admin: Person, { account }: Person): Promise<void> {
  const { page } = admin;
  await admin.open("/");
  await admin.sidebar.getByRole("link", { name: "Admin", exact: true }).click();
  await expect(admin.heading("People")).toBeVisible();
  await page.getByRole("searchbox", { name: "Name, username or email" }).fill(account.email);
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("status").filter({ hasText: /^1 account$/ })).toBeVisible();
  await page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ hasText: account.email })
    .getByRole("link")
    .click();
  await expect(admin.heading(account.displayName)).toBeVisible();
  await expect(page.getByRole("main")).toContainText(account.email);
}

async function logIn({ page, account }: Person): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Email or username").fill(account.username);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
}

function findSection({ page }: Person, name: string) {
  return page.getByRole("region", { name, exact: true });
}

test(
  "a role that is made here opens what it allows to who gets it",
  { tag: "@nojs" },
  async ({ admin, ben }) => {
    ben.allowTrouble(/status of 404/);
    const { page } = admin;
    const role = makeUnique("auditor");
    await ben.page.goto("/admin");
    await expect(ben.heading("Nothing here")).toBeVisible();

    await admin.open("/admin/roles");
    await page.getByLabel("Name", { exact: true }).fill(role);
    await page.getByRole("checkbox", { name: "Read the audit log" }).check();
    await page.getByRole("button", { name: "Create role" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: role })).toContainText("8 permissions");

    await openAccount(admin, ben);
    const section = findSection(admin, "Role");
    await section.getByLabel("Role").selectOption(role);
    await section.getByRole("button", { name: "Change role" }).click();
    await expect(section.getByRole("status")).toHaveText("The role is changed.");
    await expect(section.getByLabel("Role")).toHaveValue(role);

    await ben.page.goto("/admin");
    await expect(ben.heading("Audit log")).toBeVisible();
    await expect(ben.page.getByRole("navigation", { name: "Administration" }).getByRole("link")).toHaveText([
      "Audit log",
    ]);
    const entry = ben.page.getByRole("main").getByRole("listitem").filter({ hasText: role }).first();
    await expect(entry).toContainText("Gave a role");
    await expect(entry).toContainText(`@${admin.account.username}`);
    await expect(entry).toContainText(`from: user · to: ${role}`);
  },
);

test("a form for a role starts anew after its own success, and not when somebody else makes one", async ({
  admin,
}) => {
  admin.allowTrouble(/status of 422/);
  const { page } = admin;
  const name = page.getByLabel("Name", { exact: true });
  const create = page.getByRole("button", { name: "Create role" });
  const [theirs, own] = [makeUnique("helper"), makeUnique("keeper")];
  await admin.open("/admin/roles");
  await name.fill("Help Desk");
  await admin.post("/admin/roles", { name: theirs, permissions: "channel.read" });
  await create.click();
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: theirs })).toBeVisible();
  await expect(name).toHaveAccessibleDescription("Use small letters, digits and - only.");
  await expect(name).toHaveValue("Help Desk");
  await expect(create).toBeFocused();

  await name.fill(own);
  await create.click();
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: own })).toBeVisible();
  await expect(name).toHaveValue("");
});

test("a role that cannot be made says why and keeps what was chosen", { tag: "@nojs" }, async ({ admin }) => {
  admin.allowTrouble(/status of (409|422)/);
  const { page } = admin;
  const name = page.getByLabel("Name", { exact: true });
  await admin.open("/admin/roles");
  await name.fill("Help Desk");
  await page.getByRole("checkbox", { name: "Unlock accounts" }).check();
  await page.getByRole("checkbox", { name: "Write messages" }).uncheck();
  await page.getByRole("checkbox", { name: "Needs a second factor" }).check();
  await page.getByRole("button", { name: "Create role" }).click();
  await expect(name).toHaveAccessibleDescription("Use small letters, digits and - only.");
  await name.fill("user");
  await page.getByRole("button", { name: "Create role" }).click();
  await expect(name).toHaveAccessibleDescription("This is taken already.");
  await expect(name).toHaveValue("user");
  await expect(page.getByRole("checkbox", { name: "Unlock accounts" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Write messages" })).not.toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Needs a second factor" })).toBeChecked();
});

test("a role is changed, renamed and deleted once nobody has it", { tag: "@nojs" }, async ({ admin }) => {
  const { page } = admin;
  const [role, other] = [makeUnique("helper"), makeUnique("desk")];
  await admin.open("/admin/roles");
  await page.getByLabel("Name", { exact: true }).fill(role);
  await page.getByRole("button", { name: "Create role" }).click();
  await page.getByRole("listitem").filter({ hasText: role }).getByRole("link", { name: "Change" }).click();
  await expect(admin.heading(role)).toBeVisible();
  await page.getByRole("checkbox", { name: "Unlock accounts" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toHaveText("Saved.");
  await page.getByLabel("Name", { exact: true }).fill(other);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(admin.heading(other)).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Unlock accounts" })).toBeChecked();
  await page.getByRole("button", { name: "Delete role" }).click();
  await expect(admin.heading("Roles")).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText(other);
});

test(
  "an account is deactivated with a reason, and opened again",
  { tag: "@nojs" },
  async ({ admin, ben }) => {
    ben.allowTrouble(/status of (401|403|422)/);
    const { page } = admin;
    const reason = makeUnique("Left the club");
    await ben.open("/");
    await openAccount(admin, ben);
    const section = findSection(admin, "Account");
    await section.getByLabel("Reason").fill(reason);
    await section.getByRole("button", { name: "Deactivate" }).click();
    await expect(section.getByRole("status")).toHaveText("The account is deactivated.");
    await expect(page.getByRole("main")).toContainText("Deactivated");

    await ben.lookAgain();
    await expect(ben.page).toHaveURL(/\/login/);
    await logIn(ben);
    await expect(ben.page.getByRole("alert")).toContainText("This account is deactivated.");

    await section.getByRole("button", { name: "Reactivate" }).click();
    await expect(section.getByRole("status")).toHaveText("The account is open again.");
    await logIn(ben);
    await expect(ben.heading("Welcome to Parley")).toBeVisible();

    await page
      .getByRole("navigation", { name: "Administration" })
      .getByRole("link", { name: "Audit log" })
      .click();
    await page.getByLabel("Who", { exact: true }).fill(admin.account.username);
    await page.getByLabel("What", { exact: true }).selectOption({ label: "Deactivated an account" });
    await page.getByLabel("Whom", { exact: true }).fill(ben.account.username);
    await page.getByRole("button", { name: "Find" }).click();
    const entries = page.getByRole("listitem").filter({ has: page.getByRole("time") });
    await expect(entries).toHaveCount(1);
    await expect(entries).toContainText(`reason: ${reason}`);
    await expect(entries).toContainText("127.0.0.1");
    await expect(entries.getByRole("time")).toHaveAttribute("datetime", /^\d{4}-.*Z$/);
  },
);

test("somebody's sessions are ended", { tag: "@nojs" }, async ({ admin, ben, olga }) => {
  await ben.open("/");
  await olga.open("/");
  await openAccount(admin, ben);
  const section = findSection(admin, "Sessions");
  await expect(section.getByRole("listitem")).toHaveCount(1);
  await section.getByRole("button", { name: "End all sessions" }).click();
  await expect(section).toContainText("This person is not logged in anywhere.");
  await ben.lookAgain();
  await expect(ben.page).toHaveURL(/\/login/);
  await olga.lookAgain();
  await expect(olga.heading("Welcome to Parley")).toBeVisible();
});

test("nobody else sees any of it", { tag: "@nojs" }, async ({ admin, ben }) => {
  ben.allowTrouble(/status of 404/);
  await ben.open("/");
  await expect(ben.sidebar.getByRole("link", { name: "Admin", exact: true })).toHaveCount(0);
  await openAccount(admin, ben);
  for (const path of [
    "/admin",
    "/admin/users",
    new URL(admin.page.url()).pathname,
    "/admin/roles",
    "/admin/audit",
  ]) {
    expect((await ben.page.goto(path))?.status()).toBe(404);
    await expect(ben.heading("Nothing here")).toBeVisible();
  }
});

/** Both colour schemes; of all the rules only that of contrast sees colours. */
for (const path of [
  "/admin/users",
  "/admin/users/:userId",
  "/admin/roles",
  "/admin/roles/user",
  "/admin/audit",
]) {
  test(`${path} fits a phone and passes axe`, async ({ admin, ben }) => {
    const { page } = admin;
    if (path.endsWith(":userId")) await openAccount(admin, ben);
    else await admin.open(path);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
      expect(await findSidewaysScrolling(page)).toEqual([]);
      const dark = await new AxeBuilder({ page }).withRules("color-contrast").analyze();
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      const light = await new AxeBuilder({ page }).analyze();
      const found = [...dark.violations, ...light.violations];
      expect(found.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
    }
  });
}
