import { db, type Queryable } from "#app/db/client.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { ProofInput } from "#app/domain/sessions/proof.schema.ts";
import { requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { hasSecondFactor } from "./check-second-factor.server.ts";
import { lockFactors } from "./keep-a-factor.server.ts";
import { countRecoveryCodes, issueRecoveryCodes } from "./recovery-codes.server.ts";
import { recordFactorChange } from "./tell-owner.server.ts";

/**
 * Ten new recovery codes, the only time they can be read; earlier ones stop working. Throws `conflict` for an account
 * without a second factor, which nothing would ask for them, and what `requireProof` does.
 */
export async function renewRecoveryCodes(actor: Actor, proof: ProofInput): Promise<string[]> {
  await requireProof(actor, proof);
  return db().transaction(async (transaction) => {
    await lockFactors(transaction, actor.userId);
    if (!(await hasSecondFactor(actor.userId, transaction)))
      throw new AppError("conflict", { key: "errors.no_second_factor" });
    const codes = await issueRecoveryCodes(transaction, actor.userId);
    await recordFactorChange(transaction, actor, {
      action: "factor.recovery_codes.renew",
      letter: { kind: "recovery_codes_renewed" },
    });
    return codes;
  });
}

/** Codes for somebody who has none left, with a factor that is new: an empty list for anybody else. */
export async function issueMissingRecoveryCodes(transaction: Queryable, userId: string): Promise<string[]> {
  return (await countRecoveryCodes(transaction, userId)) > 0 ? [] : issueRecoveryCodes(transaction, userId);
}
