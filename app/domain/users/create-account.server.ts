import { sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { findInviteOffer, takeInvite } from "#app/domain/invites/take-invite.server.ts";
import { announceAdmitted } from "#app/domain/memberships/add-members.server.ts";
import { inOrder } from "#app/domain/messages/in-order.server.ts";
import { isHeldAddress } from "#app/domain/tokens/held-address.server.ts";
import { queueVerification } from "#app/domain/verification/send-verification.server.ts";
import { env } from "#app/platform/env.server.ts";
import { isUniqueViolation } from "#app/platform/postgres/errors.server.ts";
import { currentRequest } from "#app/platform/request-scope.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { pickLocale } from "#app/shared/locales.ts";
import { createId } from "#app/shared/ids.ts";
import { isBlank } from "#app/shared/text.ts";
import { writePassword } from "./passwords.server.ts";
import type { UserRow } from "./user-view.server.ts";

/** Any constant: sign-ups agree on it, so that of two first accounts at once only one is the first. */
const FIRST_ACCOUNT_LOCK = 4_410_027;

export interface NewAccount {
  /** As `normalizeEmail` leaves it. */
  email: string;
  username: string;
  /** Without a visible character: the user name. */
  displayName: string;
  /** Null: no password, the account is opened by a provider or a passkey. */
  passwordHash: string | null;
  /** The address was proven already, e.g. by a provider. Otherwise a link that proves it is mailed. */
  isEmailVerified: boolean;
  /** What a link of an invite carries. */
  invite: string | undefined;
  /** What else has to be there when the account is, or neither, e.g. the account at a provider that opens it. */
  alsoWrite?: (transaction: Queryable, userId: string) => Promise<void>;
}

/**
 * Opens an account where SIGNUP_MODE lets it: the first one of an installation always, and as its admin.
 * Throws `forbidden` when sign-up is closed or the invite is missing or no longer valid, `conflict` naming a taken field.
 */
export async function createAccount(account: NewAccount): Promise<UserRow> {
  try {
    const { user, joined } = await db().transaction((transaction) => insertAccount(transaction, account));
    for (const message of joined)
      await inOrder(message.channelId, () => announceAdmitted(message, [user.id]));
    return user;
  } catch (error) {
    if (isUniqueViolation(error, "users_username_key")) throw taken("username");
    if (isUniqueViolation(error, "users_email_key")) throw taken("email");
    throw error;
  }
}

async function insertAccount(transaction: Queryable, account: NewAccount) {
  const { email, username, passwordHash, isEmailVerified, invite } = account;
  const isFirst = await claimFirstAccount(transaction);
  if (!isFirst) await requireAdmission(invite, transaction);
  if (await isHeldAddress(transaction, email)) throw taken("email");
  const [user] = await transaction
    .insert(users)
    .values({
      id: createId(),
      username,
      email,
      emailVerifiedAt: isEmailVerified ? sql`now()` : null,
      displayName: isBlank(account.displayName) ? username : account.displayName,
      role: isFirst ? "admin" : "user",
      locale: pickLocale(currentRequest().languages),
    })
    .returning();
  if (!user) throw new Error("An insert returned nothing.");
  if (passwordHash !== null) await writePassword(transaction, user.id, passwordHash);
  if (!isEmailVerified) await queueVerification(transaction, user.id);
  await account.alsoWrite?.(transaction, user.id);
  const joined = invite && !isFirst ? await takeInvite(transaction, invite, user.id) : [];
  return { user, joined };
}

/** Rows of accounts stay for ever, so once there is one, no sign-up has to wait for another. */
async function claimFirstAccount(transaction: Queryable): Promise<boolean> {
  const isEmpty = async () => (await transaction.select({ id: users.id }).from(users).limit(1)).length === 0;
  if (!(await isEmpty())) return false;
  await transaction.execute(sql`select pg_advisory_xact_lock(${FIRST_ACCOUNT_LOCK})`);
  return isEmpty();
}

/** Throws `forbidden`, saying why, unless somebody who brings this invite, or none, may sign up. Does not use it up. */
export async function requireAdmission(
  invite: string | undefined,
  database: Queryable = db(),
): Promise<void> {
  const { SIGNUP_MODE } = env();
  if (SIGNUP_MODE === "closed") throw new AppError("forbidden", { key: "errors.signup_closed" });
  if (SIGNUP_MODE === "invite" && !invite) throw new AppError("forbidden", { key: "errors.invite_needed" });
  if (invite && !(await findInviteOffer(invite, database)))
    throw new AppError("forbidden", { key: "errors.invite_invalid" });
}

function taken(path: string): AppError {
  return new AppError("conflict", { key: `errors.${path}_taken`, errors: [{ path, code: "taken" }] });
}
