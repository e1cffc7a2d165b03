import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { startSession, type SessionOrigin } from "#app/domain/sessions/start-session.server.ts";
import { env } from "#app/platform/env.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import { createAccount, requireAdmission } from "./create-account.server.ts";
import { checkNewPassword, hashPassword } from "./passwords.server.ts";
import type { SignUpInput } from "./sign-up.schema.ts";

/**
 * Opens an account with a password, and a session. Throws as `createAccount`, `invalid_input` for a password that is easy
 * to guess, `rate_limited`.
 */
export async function signUp(input: SignUpInput, origin: SessionOrigin): Promise<SessionView> {
  await consumeLimit("sign-up by address", origin.address);
  // Looked at again when the account is made; here it saves the work of rating and hashing.
  if (await hasAccounts()) await requireAdmission(input.invite);
  const { email, username, password, displayName = "", invite } = input;
  const weakness = await checkNewPassword(password, [username, email, displayName]);
  if (weakness) throw new AppError("invalid_input", { errors: [weakness] });
  const passwordHash = await hashPassword(password);
  const user = await createAccount({
    email,
    username,
    displayName,
    passwordHash,
    isEmailVerified: false,
    invite: invite || undefined,
  });
  return startSession(user, { ...origin, remember: false, method: "sign_up" });
}

/** Whether somebody may sign up without an invite: the first account always may. */
export async function isSignUpOpen(): Promise<boolean> {
  return env().SIGNUP_MODE === "open" || !(await hasAccounts());
}

/** Whether anybody has signed up yet: the first account becomes the admin, and its page says so. */
export async function hasAccounts(): Promise<boolean> {
  return (await db().select({ id: users.id }).from(users).limit(1)).length > 0;
}
