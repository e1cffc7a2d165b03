import { eq, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { passwords, sessions } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { checkSecondFactor, hasCodes, hasPasskeys } from "#app/domain/factors/check-second-factor.server.ts";
import { takeProofVoucher } from "#app/domain/factors/proof-voucher.server.ts";
import {
  clearFailures,
  noteFailure,
  proofKey,
  requireUnlocked,
} from "#app/domain/lockouts/lockouts.server.ts";
import { isPasswordOf } from "#app/domain/users/passwords.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { MINUTE } from "#app/shared/time.ts";
import type { ProofView } from "#app/shared/account-views.ts";
import type { ProofInput } from "./proof.schema.ts";

/** How long a proof lasts. */
const PROOF_LIFETIME = 10 * MINUTE;

/** What the forms of sensitive steps have to ask for. */
export async function findProof(actor: Actor): Promise<ProofView> {
  const [age, password, hasSecondFactor, hasPasskey] = await Promise.all([
    findProofAge(actor),
    db().query.passwords.findFirst({ where: eq(passwords.userId, actor.userId) }),
    hasCodes(actor.userId),
    hasPasskeys(actor.userId),
  ]);
  return { isRecent: age < PROOF_LIFETIME, hasPassword: password !== undefined, hasSecondFactor, hasPasskey };
}

/** Milliseconds since the person last showed who they are. */
async function findProofAge({ sessionId }: Actor): Promise<number> {
  const session = await db().query.sessions.findFirst({ where: eq(sessions.id, sessionId) });
  return session ? Date.now() - session.provenAt.getTime() : Infinity;
}

/**
 * Makes sure that it is the owner who takes a sensitive step. A proof that is given is always checked and renews the
 * session's; none is needed while the last one is recent, unless `always`: then a passkey has to have been shown just for
 * this, since it comes before the form and not with it. Wrong ones lock this step for a while.
 * Throws `invalid_input` naming the field, `locked`, `rate_limited`, and `forbidden` where there is no field to ask for.
 */
export async function requireProof(actor: Actor, input: ProofInput, { always = false } = {}): Promise<void> {
  await consumeLimit("sensitive step by account", actor.userId);
  if (input.password === undefined && input.code === undefined) return requireEarlierProof(actor, always);
  await consumeLimit("proof by account", actor.userId);
  await requireUnlocked(proofKey(actor.userId));
  if (input.password !== undefined && !(await isPasswordOf(actor.userId, input.password))) {
    await noteFailure(proofKey(actor.userId), actor.userId, "proof_locked");
    throw invalidField("password", "wrong_password");
  }
  if (input.code !== undefined && !(await checkSecondFactor(actor.userId, input.code))) {
    await noteFailure(proofKey(actor.userId), actor.userId, "proof_locked");
    throw invalidField("code", "wrong_code");
  }
  // Once more: guesses that were sent at once may have locked it meanwhile, and this one may be among them.
  await requireUnlocked(proofKey(actor.userId));
  await clearFailures(proofKey(actor.userId));
  await renewProof(actor.sessionId);
}

async function requireEarlierProof(actor: Actor, always: boolean): Promise<void> {
  const proof = await findProof(actor);
  if (proof.isRecent && !always) return;
  const hasNothingToShow = !proof.hasPassword && !proof.hasSecondFactor && !proof.hasPasskey;
  if (proof.isRecent && hasNothingToShow) return;
  if (proof.hasPasskey && (await takeProofVoucher(actor))) return;
  throw askForProof(proof);
}

/** The person has just shown who they are, in this session. */
export async function renewProof(sessionId: string): Promise<void> {
  await db()
    .update(sessions)
    .set({ provenAt: sql`now()` })
    .where(eq(sessions.id, sessionId));
}

function askForProof({ hasPassword, hasSecondFactor, hasPasskey }: ProofView): AppError {
  if (!hasPassword && !hasSecondFactor) {
    return new AppError("forbidden", { key: hasPasskey ? "errors.proof_needed" : "errors.proof_log_in" });
  }
  const path = hasPassword ? "password" : "code";
  return new AppError("invalid_input", { key: "errors.proof_needed", errors: [{ path, code: "required" }] });
}
