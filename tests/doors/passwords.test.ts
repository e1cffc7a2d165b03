// Which new passwords are refused for being easy to guess. Their length and characters: accounts.test.ts.
import { beforeAll, describe, expect, test } from "vitest";
import { checkNewPassword } from "#app/domain/users/passwords.server.ts";
import { rateStrength } from "#app/shared/password-strength.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import { createPerson } from "#tests/factories.ts";
import { PASSWORD } from "#tests/people.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { withoutWriting } from "./observe.ts";
import { withServer } from "./server.ts";

withServer();

// Somebody who came first, so that nobody here is the admin.
beforeAll(() => createPerson());

const GRACE = {
  username: "grace.hopper",
  email: "grace.hopper@navy.parley.test",
  displayName: "Amazing Grace",
};

const COMMON = [
  "password123",
  "PassWord123",
  "1234567890",
  "qwertyuiop",
  "basketball",
  "grace.hopper",
  "GRACE.HOPPER@navy.parley.test",
  "amazing grace",
];
const WEAK = [
  "strawberries",
  "P@ssw0rd1234",
  "b4sk3tb4ll!",
  "january2024",
  "aaaaaaaaaaaaaaaaaaaa",
  "abcdefghijklmnop",
  "gracehopper",
  "encyclopedia",
  "x".repeat(72),
];

const findPasswordInput = (html: string) => /<input[^>]*name="password"[^>]*>/.exec(html)?.[0] ?? "";

describe("a new password", () => {
  test.each([
    ...COMMON.map((password) => [password, "too_common"]),
    ...WEAK.map((password) => [password, "too_weak"]),
  ])("%j is refused as %s, by form and by REST", async (password, code) => {
    await withoutWriting(async () => {
      const body = { ...GRACE, password };
      const answer = await rest(null, "POST", "/auth/signup", { body });
      expect(answer.body).toMatchObject({ status: 422, errors: [{ path: "password", code }] });
      const page = await postForm(null, "/signup", body);
      expect(page.code).toBe("invalid_input");
      expect(page.html).toContain(answer.body.errors?.[0]?.detail);
      // What was typed stays, but for the password.
      expect(page.html).toContain(`value="${GRACE.email}"`);
      expect(findPasswordInput(page.html)).not.toContain("value=");
      expect(page.headers.getSetCookie()).toEqual([]);
    });
  });

  test.each([PASSWORD, "three owls on a gate", "gq7-Lw0_tZ"])("%j is accepted", async (password) => {
    const username = `grace-${crypto.randomUUID().slice(0, 8)}`;
    const body = { username, email: `${username}@parley.test`, password };
    expect((await rest<SessionView>(null, "POST", "/auth/signup", { body })).status).toBe(201);
  });

  test("is weak for its owner only", async () => {
    const password = "lovelaceanalytical";
    const owner = ["ada", "lovelace@analytical.test", "Ada Lovelace"];
    expect(await checkNewPassword(password, owner)).toEqual({ path: "password", code: "too_weak" });
    expect(await checkNewPassword(password, ["ben"], "newPassword")).toBeNull();
    expect(await checkNewPassword("Ada Lovelace", owner, "newPassword")).toEqual({
      path: "newPassword",
      code: "too_common",
    });
  });

  test.each([`${PASSWORD}\ud800`, "€".repeat(25), "x".repeat(100_000)])(
    "that the fields refuse is never rated: %#",
    async (password) => {
      await expect(checkNewPassword(password, [])).rejects.toMatchObject({ name: "ZodError" });
    },
  );
});

test("the meter has a reason for whatever is refused, and none for what is good", () => {
  for (const password of [...COMMON, ...WEAK]) {
    const { isCommon, score, reasons } = rateStrength(password, Object.values(GRACE));
    expect(isCommon || score < 2).toBe(true);
    expect(reasons).not.toEqual([]);
  }
  expect(rateStrength(PASSWORD)).toMatchObject({ score: 4, isCommon: false, reasons: [] });
});

test("the page asks for a password in a field that explains itself without a script", async () => {
  const { html } = await openPage(null, "/signup");
  expect(findPasswordInput(html)).toContain('type="password"');
  expect(html).toContain("At least 10 characters.");
  // What only a script can do is not offered.
  expect(html).not.toContain("Show password");
});
