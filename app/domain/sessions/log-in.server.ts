import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { passwords, users } from "#app/db/schema/index.ts";
import { checkSecondFactor, hasSecondFactor } from "#app/domain/factors/check-second-factor.server.ts";
import { clearFailures, noteFailure, requireUnlocked } from "#app/domain/lockouts/lockouts.server.ts";
import { noteAddressFailure, requirePatience } from "#app/domain/lockouts/slow-address.server.ts";
import { toPasswordState, type ProvenUser } from "#app/domain/users/password-state.server.ts";
import { isPasswordOf } from "#app/domain/users/passwords.server.ts";
import { isNamed, normalizeLogin } from "#app/domain/users/login-name.server.ts";
import type { UserRow } from "#app/domain/users/user-view.server.ts";
import { consumeLimit, forgetLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, type FieldCode } from "#app/shared/errors.ts";
import { isStorableLine } from "#app/shared/text.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import type { LogInInput } from "./sessions.schema.ts";
import { startSession, type SessionOrigin } from "./start-session.server.ts";

/**
 * Opens a session by user name or mail address and password, and a code where the account has a second factor. Throws as
 * `checkCredentials`, and `unauthenticated` naming the field `code` when that is missing or wrong.
 */
export async function logIn(input: LogInInput, origin: SessionOrigin): Promise<SessionView> {
  const user = await checkCredentials(input, origin);
  if (await hasSecondFactor(user.id)) await requireCode(user, input.code, origin);
  return startSession(user, { ...origin, remember: input.remember });
}

/**
 * Whose user name or mail address and password these are. Says nothing about a second factor, which the caller has to ask
 * for. An account that does not exist, or has no password, takes as long as any other, counts wrong passwords and locks like
 * any other. Throws `unauthenticated`, `locked`, `rate_limited`, and `forbidden` for a deactivated account whose password
 * is right.
 */
export async function checkCredentials(
  input: Pick<LogInInput, "login" | "password">,
  origin: SessionOrigin,
): Promise<ProvenUser> {
  await consumeLimit("log-in by address", origin.address);
  await requirePatience(origin.address);
  const login = normalizeLogin(input.login);
  const user = await findByLogin(login);
  const key = user?.id ?? `login:${createHash("sha256").update(login).digest("hex")}`;
  await requireUnlocked(key);
  await consumeLimit("log-in by account", key);
  if (!(await isPasswordOf(user?.id ?? null, input.password)) || !user) {
    await noteAddressFailure(origin.address);
    await noteFailure(key, user?.id ?? null);
    throw new AppError("unauthenticated", { key: "errors.wrong_login" });
  }
  // Once more: guesses that were sent at once may have locked it meanwhile, and this one may be among them.
  await requireUnlocked(key);
  if (user.deactivatedAt) throw new AppError("forbidden", { key: "errors.deactivated" });
  // With a second factor to come, a right password alone must not make room for more guesses at that.
  if (!(await hasSecondFactor(user.id))) await forgetFailures(user.id);
  return user;
}

async function requireCode(user: UserRow, code: string | undefined, origin: SessionOrigin): Promise<void> {
  if (code === undefined) throw badCode("required");
  if (!(await checkSecondFactor(user.id, code))) {
    await noteAddressFailure(origin.address);
    await noteFailure(user.id, user.id);
    throw badCode("wrong_code");
  }
  await requireUnlocked(user.id);
  await forgetFailures(user.id);
}

function badCode(code: FieldCode): AppError {
  const errors = [{ path: "code", code }];
  return new AppError("unauthenticated", { key: "errors.second_factor_needed", errors });
}

async function forgetFailures(userId: string): Promise<void> {
  await clearFailures(userId);
  await forgetLimit("log-in by account", userId);
}

/** With the state of the password from before it is checked. */
async function findByLogin(login: string): Promise<ProvenUser | undefined> {
  if (!isStorableLine(login)) return undefined;
  const [row] = await db()
    .select({ user: users, changedAt: passwords.changedAt })
    .from(users)
    .leftJoin(passwords, eq(passwords.userId, users.id))
    .where(isNamed(login));
  return row && { ...row.user, passwordState: toPasswordState(row.changedAt) };
}
