import { asc, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { passkeys } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { FactorsView } from "#app/shared/account-views.ts";
import { countRecoveryCodes } from "./recovery-codes.server.ts";
import { findConfirmedTotp } from "./totp-row.server.ts";

/** One's own second factors, passkeys in the order in which they were added. */
export async function listFactors({ userId }: Actor): Promise<FactorsView> {
  const [totp, recoveryCodesLeft, rows] = await Promise.all([
    findConfirmedTotp(db(), userId),
    countRecoveryCodes(db(), userId),
    db().query.passkeys.findMany({
      where: eq(passkeys.userId, userId),
      orderBy: [asc(passkeys.createdAt), asc(passkeys.id)],
    }),
  ]);
  return {
    totp: totp?.confirmedAt
      ? {
          confirmedAt: totp.confirmedAt.toISOString(),
          lastUsedAt: totp.lastUsedAt?.toISOString() ?? null,
        }
      : null,
    recoveryCodesLeft,
    passkeys: rows.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
  };
}
