import { hash, verify } from "@node-rs/bcrypt";
import { eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { passwords } from "#app/db/schema/index.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import type { FieldError } from "#app/shared/errors.ts";
import { PASSWORD_MAX_BYTES } from "#app/shared/limits.ts";
import { newPasswordSchema } from "./sign-up.schema.ts";

/** bcrypt's cost: 2^12 rounds, about a quarter of a second of one core. The library works off the event loop. */
const COST = 12;

/** What an unknown account is compared with, so that it takes as long as a known one. */
const decoy = () => singleton("decoy hash", () => hash("no account has this password", { cost: COST }));

/** Nobody's id: looking up nothing would take an unknown account less time. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * What is wrong with a new password that its schema let through: `too_common`, `too_weak`, or null. `personal` is what an
 * attacker knows of its owner: user name, address, display name.
 */
export async function checkNewPassword(
  password: string,
  personal: string[],
  path = "password",
): Promise<FieldError | null> {
  // Rating takes time that grows with the length, so what is too long or malformed never gets there.
  newPasswordSchema.parse(password);
  // Loaded when first needed: the word lists take memory and a tenth of a second.
  const { rateStrength, SCORE_MIN } = await import("#app/shared/password-strength.ts");
  const { isCommon, score } = rateStrength(password, personal);
  if (isCommon) return { path, code: "too_common" };
  return score < SCORE_MIN ? { path, code: "too_weak" } : null;
}

export function hashPassword(password: string): Promise<string> {
  return hash(password, { cost: COST });
}

/** Stores the person's password, replacing an earlier one. */
export async function writePassword(
  database: Queryable,
  userId: string,
  passwordHash: string,
): Promise<void> {
  const row = { userId, hash: passwordHash, changedAt: new Date() };
  await database.insert(passwords).values(row).onConflictDoUpdate({ target: passwords.userId, set: row });
}

/** Takes the same time for an unknown user (`null`) or one without a password as for a wrong password. */
export async function isPasswordOf(userId: string | null, password: string): Promise<boolean> {
  const row = await db().query.passwords.findFirst({ where: eq(passwords.userId, userId ?? NOBODY) });
  const isReadable = Buffer.byteLength(password) <= PASSWORD_MAX_BYTES && !password.includes("\0");
  const isSame = await verify(isReadable ? password : "", row?.hash ?? (await decoy()));
  return isSame && isReadable && row !== undefined;
}
