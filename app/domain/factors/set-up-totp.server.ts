import { eq, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { totpFactors, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { ProofInput } from "#app/domain/sessions/proof.schema.ts";
import { findProof, requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import type { TotpSetUpView } from "#app/shared/account-views.ts";
import type { ConfirmTotpInput } from "./factors.schema.ts";
import { lockFactors } from "./keep-a-factor.server.ts";
import { issueMissingRecoveryCodes } from "./renew-recovery-codes.server.ts";
import { recordFactorChange } from "./tell-owner.server.ts";
import { findTotp, openTotp, sealTotp } from "./totp-row.server.ts";
import { createTotpSecret, describeTotp, findTimeStep } from "./totp.server.ts";

async function describeFor(actor: Actor, secret: string): Promise<TotpSetUpView> {
  const user = await db().query.users.findFirst({ where: eq(users.id, actor.userId) });
  return describeTotp(secret, user?.username ?? "");
}

/**
 * Makes the secret of a new authenticator app. It counts once a code of it was shown; until then an app that is there
 * already stays the one that logs in. Throws what `requireProof` does.
 */
export async function beginTotp(actor: Actor, proof: ProofInput): Promise<TotpSetUpView> {
  await requireProof(actor, proof);
  const next = createTotpSecret();
  await db().transaction(async (transaction) => {
    await lockFactors(transaction, actor.userId);
    const row = await findTotp(transaction, actor.userId);
    const secret = sealTotp(actor.userId, { current: row ? openTotp(row).current : null, next });
    await transaction
      .insert(totpFactors)
      .values({ userId: actor.userId, secret })
      .onConflictDoUpdate({ target: totpFactors.userId, set: { secret } });
  });
  return describeFor(actor, next);
}

/** What is being set up, for the page that shows it again; null where nothing is, or the last proof is too old. */
export async function findTotpSetUp(actor: Actor): Promise<TotpSetUpView | null> {
  const row = await findTotp(db(), actor.userId);
  const next = row && openTotp(row).next;
  return next && (await findProof(actor)).isRecent ? describeFor(actor, next) : null;
}

/** Forgets an app that was not confirmed; one that is in use stays. */
export async function cancelTotpSetUp({ userId }: Actor): Promise<void> {
  await db().transaction(async (transaction) => {
    await lockFactors(transaction, userId);
    const row = await findTotp(transaction, userId);
    if (!row || !openTotp(row).next) return;
    const isOwn = eq(totpFactors.userId, userId);
    if (!row.confirmedAt) await transaction.delete(totpFactors).where(isOwn);
    else {
      const secret = sealTotp(userId, { current: openTotp(row).current, next: null });
      await transaction.update(totpFactors).set({ secret }).where(isOwn);
    }
  });
}

/**
 * From now on the new app logs in, and an earlier one no longer does. Returns ten recovery codes where there are none,
 * the only time they can be read. Throws `invalid_input` for a wrong code, `conflict` where nothing is being set up, and
 * what `requireProof` does.
 */
export async function confirmTotp(actor: Actor, { password, code }: ConfirmTotpInput): Promise<string[]> {
  await requireProof(actor, { password, code: undefined });
  return db().transaction(async (transaction) => {
    await lockFactors(transaction, actor.userId);
    const row = await findTotp(transaction, actor.userId);
    const next = row && openTotp(row).next;
    if (!next) throw new AppError("conflict", { key: "errors.totp_not_begun" });
    const step = findTimeStep(next, code);
    if (step === null) throw invalidField("code", "wrong_code");
    const secret = sealTotp(actor.userId, { current: next, next: null });
    await transaction
      .update(totpFactors)
      .set({ secret, lastStep: step, confirmedAt: sql`now()`, lastUsedAt: null })
      .where(eq(totpFactors.userId, actor.userId));
    const codes = await issueMissingRecoveryCodes(transaction, actor.userId);
    await recordFactorChange(transaction, actor, {
      action: "factor.add",
      details: { factor: "app" },
      letter: { kind: "app_added" },
    });
    return codes;
  });
}
