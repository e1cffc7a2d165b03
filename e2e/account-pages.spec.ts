import { expect, test } from "./fixtures.ts";
import { inspect } from "./inspect.ts";

// What these pages do is told by the journeys; here it is how they are made.

test("the pages of settings, for somebody who has just signed up", async ({ ada }) => {
  for (const [path, name] of [
    ["/settings/security", "Security"],
    ["/settings/security/second-factor", "Second factor"],
    ["/settings/connections", "Connections"],
    ["/settings/account", "Account"],
  ] as const) {
    await ada.open(path);
    await expect(ada.heading(name)).toBeVisible();
    await expect(
      ada.page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name }),
    ).toBeVisible();
    await inspect(ada.page);
  }
});

test("the pages around logging in", async ({ meet }) => {
  const { page } = await meet("olga");
  for (const [path, name] of [
    ["/forgot-password", "Forgot your password?"],
    ["/reset-password?token=made-up", "Set a new password"],
    ["/confirm-email?token=made-up", "Confirm your email address"],
    ["/login?ended=replayed", "Log in"],
    ["/login?done=password_reset", "Log in"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
    await inspect(page);
  }
});
