// The page that the first admin of an installation sees first, as nobody after them does.
import { expect } from "./fixtures.ts";
import { inspect } from "./inspect.ts";
import { test } from "./installation.ts";
import { expectFocusSeen, tabTo } from "./keys.ts";

const TITLE = "Set up your workspace";
const WELCOME = "Welcome to Parley";

test("the first admin names the workspace, makes a channel and a link, all by keys", async ({ ada }) => {
  test.setTimeout(120_000);
  const { page } = ada;
  const { keyboard } = page;
  await ada.open("/");
  await expect(ada.heading(TITLE)).toBeVisible();
  await expect(page).toHaveTitle("Welcome · Parley");
  const steps = page.getByRole("main").getByRole("listitem");
  await expect(steps.getByRole("heading")).toHaveText([/^Step 1 of 3/, /^Step 2 of 3/, /^Step 3 of 3/]);
  await inspect(page);

  // What is wrong is said at its field, and nothing is done.
  await tabTo(ada, "Name");
  await keyboard.press("Enter");
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(steps.getByRole("heading", { name: /^Done/ })).toHaveCount(0);
  await inspect(page);
  await name.fill("general");
  await keyboard.press("Enter");
  await expect(steps.nth(1)).toContainText("There is a channel. You find it in the sidebar.");
  await expect(ada.channelLink("general")).toBeAttached();
  await expect(steps.getByRole("heading", { name: "Done: Make a first channel" })).toBeFocused();
  await expectFocusSeen(ada);

  await page.getByRole("textbox", { name: "Name of the workspace" }).fill("Riverside garden");
  await keyboard.press("Enter");
  await expect(steps.first()).toContainText("It is called Riverside garden.");
  await expect(page).toHaveTitle("Welcome · Riverside garden");
  await tabTo(ada, "Make a link");
  await keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Invite link" })).toHaveValue(/\/signup\?invite=/);
  await expect(steps.getByRole("heading", { name: "Done: Invite people" })).toBeFocused();
  await expect(steps.getByRole("heading")).toHaveText([/^Done/, /^Done/, /^Done/]);
  await inspect(page);

  await tabTo(ada, "Go to your conversations");
  await keyboard.press("Enter");
  await expect(ada.heading(TITLE)).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expectFocusSeen(ada);
  await ada.open("/");
  await expect(ada.heading(TITLE)).toHaveCount(0);
});

test("who comes second has no steps, and then nobody has", async ({ ada, meet }) => {
  await ada.open("/");
  await expect(ada.heading(TITLE)).toBeVisible();
  const ben = await meet("ben");
  await ben.signUp();
  await ben.open("/");
  await expect(ben.heading(WELCOME)).toBeVisible();
  await ada.reload();
  await expect(ada.heading(WELCOME)).toBeVisible();
});
