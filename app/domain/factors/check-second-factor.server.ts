import { and, eq, lt, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { passkeys, totpFactors } from "#app/db/schema/index.ts";
import { countRecoveryCodes, isRecoveryCodeShaped, takeRecoveryCode } from "./recovery-codes.server.ts";
import { recordFactorChange } from "./tell-owner.server.ts";
import { findConfirmedTotp, openTotp, sealTotp } from "./totp-row.server.ts";
import { findTimeStep } from "./totp.server.ts";

/** Whether the account has codes that can be asked for: those of an app, or recovery codes. */
export async function hasCodes(userId: string): Promise<boolean> {
  return (await findConfirmedTotp(db(), userId)) !== null || (await countRecoveryCodes(db(), userId)) > 0;
}

export async function hasPasskeys(userId: string, database: Queryable = db()): Promise<boolean> {
  return (await database.query.passkeys.findFirst({ where: eq(passkeys.userId, userId) })) !== undefined;
}

/** Whether logging in asks for a second factor: codes or a passkey. */
export async function hasSecondFactor(userId: string, database: Queryable = db()): Promise<boolean> {
  return (await findConfirmedTotp(database, userId)) !== null || hasPasskeys(userId, database);
}

/** Whether this is a code of the account's app that was not used before, or a recovery code, which is used up by this. */
export async function checkSecondFactor(userId: string, code: string): Promise<boolean> {
  const digits = code.replace(/\s/g, "");
  if (/^\d{6}$/.test(digits)) return takeTotpCode(userId, digits);
  return isRecoveryCodeShaped(code) && spendRecoveryCode(userId, code);
}

/** The update is what decides: of two logins with the same code, the second finds its time step taken. */
async function takeTotpCode(userId: string, code: string): Promise<boolean> {
  const row = await findConfirmedTotp(db(), userId);
  if (!row) return false;
  const { current, next, isStale } = openTotp(row);
  const step = current && findTimeStep(current, code);
  if (!step) return false;
  const taken = await db()
    .update(totpFactors)
    .set({
      lastStep: step,
      lastUsedAt: sql`now()`,
      // Sealed anew while an older session secret still opens it, so that the secret can be dropped one day.
      ...(isStale && { secret: sealTotp(userId, { current, next }) }),
    })
    .where(
      and(eq(totpFactors.userId, userId), eq(totpFactors.secret, row.secret), lt(totpFactors.lastStep, step)),
    )
    .returning({ userId: totpFactors.userId });
  return taken.length > 0;
}

async function spendRecoveryCode(userId: string, code: string): Promise<boolean> {
  return db().transaction(async (transaction) => {
    if (!(await takeRecoveryCode(transaction, userId, code))) return false;
    const left = await countRecoveryCodes(transaction, userId);
    await recordFactorChange(
      transaction,
      { userId },
      {
        action: "factor.recovery_code.use",
        details: { left },
        letter: { kind: "recovery_code_used", values: { left } },
      },
    );
    return true;
  });
}
