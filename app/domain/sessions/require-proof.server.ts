import { eq, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { passwords, sessions } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { checkSecondFactor, hasCodes, hasPasskeys } from "#app/domain/factors/check-second-factor.server.ts";
import { clearFailures, noteFailure, requireUnlocked } from "#app/domain/lockouts/lockouts.server.ts";
import { isPasswordOf } from "#app/domain/users/passwords.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { MINUTE } from "#app/shared/time.ts";
import type { ProofView } from "#app/shared/views.ts";
import type { ProofInput } from "./proof.schema.ts";

/** How long a proof lasts. */
const PROOF_LIFETIME = 10 * MINUTE;
/** How long for steps that always ask. A passkey is shown just before the form is sent, not with it. */
const PASSKEY_LIFETIME = 2 * MINUTE;

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
 * session's; none is needed while the last one is recent, unless `always`. Wrong ones count towards the lockout.
 * Throws `invalid_input` naming the field, `locked`, `rate_limited`, and `forbidden` where there is no field to ask for.
 */
export async function requireProof(actor: Actor, input: ProofInput, { always = false } = {}): Promise<void> {
  if (input.password === undefined && input.code === undefined) return requireEarlierProof(actor, always);
  await consumeLimit("proof by account", actor.userId);
  await requireUnlocked(actor.userId);
  if (input.password !== undefined && !(await isPasswordOf(actor.userId, input.password))) {
    await noteFailure(actor.userId, actor.userId);
    throw invalidField("password", "wrong_password");
  }
  if (input.code !== undefined && !(await checkSecondFactor(actor.userId, input.code))) {
    await noteFailure(actor.userId, actor.userId);
    throw invalidField("code", "wrong_code");
  }
  // Once more: guesses that were sent at once may have locked it meanwhile, and this one may be among them.
  await requireUnlocked(actor.userId);
  // Once more: guesses that were sent at once may have locked it meanwhile, and this one may be among them.
  await requireUnlocked(actor.userId);
  await clearFailures(actor.userId);
  await renewProof(actor.sessionId);
}

async function requireEarlierProof(actor: Actor, always: boolean): Promise<void> {
  const proof = await findProof(actor);
  if (proof.isRecent && !always) return;
  if (proof.isRecent && !proof.hasPassword && !proof.hasSecondFactor) return;
  if (proof.hasPasskey && (await findProofAge(actor)) < PASSKEY_LIFETIME) return;
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
