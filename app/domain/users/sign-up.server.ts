import { sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { isUniqueViolation } from "#app/platform/postgres/errors.server.ts";
import { users } from "#app/db/schema/index.ts";
import { startSession, type SessionOrigin } from "#app/domain/sessions/start-session.server.ts";
import { env } from "#app/platform/env.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import type { SessionView } from "#app/shared/views.ts";
import { hashPassword, writePassword } from "./passwords.server.ts";
import type { UserRow } from "./user-view.server.ts";
import type { SignUpInput } from "./users.schema.ts";

/** Any constant: sign-ups agree on it, so that of two first accounts at once only one is the first. */
const FIRST_ACCOUNT_LOCK = 4_410_027;

/**
 * Opens an account and a session. The first account of an installation is its admin.
 * Throws `forbidden` when sign-up is closed, `conflict` naming a taken field, `rate_limited`.
 */
export async function signUp(input: SignUpInput, origin: SessionOrigin): Promise<SessionView> {
  await consumeLimit("sign-up by address", origin.address);
  // Looked at again under the lock; here it saves the work of hashing.
  if (!(await isSignUpOpen())) throw new AppError("forbidden", { key: "errors.signup_closed" });
  const passwordHash = await hashPassword(input.password);
  const user = await insertUser(input, passwordHash);
  return startSession(user, { ...origin, remember: false });
}

async function insertUser(input: SignUpInput, passwordHash: string): Promise<UserRow> {
  try {
    return await db().transaction(async (transaction) => {
      await transaction.execute(sql`select pg_advisory_xact_lock(${FIRST_ACCOUNT_LOCK})`);
      const isFirst = (await transaction.select({ id: users.id }).from(users).limit(1)).length === 0;
      if (!isFirst && env().SIGNUP_MODE === "closed")
        throw new AppError("forbidden", { key: "errors.signup_closed" });
      const [user] = await transaction
        .insert(users)
        .values({
          id: createId(),
          username: input.username,
          email: input.email,
          displayName: input.displayName || input.username,
          role: isFirst ? "admin" : "user",
        })
        .returning();
      await writePassword(transaction, user!.id, passwordHash);
      return user!;
    });
  } catch (error) {
    if (isUniqueViolation(error, "users_username_key")) throw taken("username");
    if (isUniqueViolation(error, "users_email_key")) throw taken("email");
    throw error;
  }
}

function taken(path: string): AppError {
  return new AppError("conflict", { key: `errors.${path}_taken`, errors: [{ path, code: "taken" }] });
}

/** Whether somebody may still sign up: the first account always may. */
export async function isSignUpOpen(): Promise<boolean> {
  return env().SIGNUP_MODE === "open" || !(await hasAccounts());
}

/** Whether anybody has signed up yet: the first account becomes the admin, and its page says so. */
export async function hasAccounts(): Promise<boolean> {
  return (await db().select({ id: users.id }).from(users).limit(1)).length > 0;
}
