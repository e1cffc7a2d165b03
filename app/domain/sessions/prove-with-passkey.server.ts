import type { Actor } from "#app/domain/actor.ts";
import { askForPasskey, checkPasskey } from "#app/domain/factors/check-passkey.server.ts";
import type { PasskeyAnswer } from "#app/domain/factors/factors.schema.ts";
import type { RelyingParty } from "#app/domain/factors/relying-party.server.ts";
import { clearFailures, noteFailure, requireUnlocked } from "#app/domain/lockouts/lockouts.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { renewProof } from "./require-proof.server.ts";

/** What a browser needs to ask for a passkey of the person who is logged in. */
export async function beginPasskeyProof(actor: Actor, party: RelyingParty) {
  return askForPasskey({ purpose: "prove", userId: actor.userId }, party);
}

/**
 * A passkey as the proof, for whichever sensitive step comes next. A wrong one counts towards the lockout. Throws
 * `invalid_input`, `locked`, `rate_limited`.
 */
export async function proveWithPasskey(
  actor: Actor,
  answer: PasskeyAnswer,
  party: RelyingParty,
): Promise<void> {
  await consumeLimit("proof by account", actor.userId);
  await requireUnlocked(actor.userId);
  if (!(await checkPasskey(answer, { purpose: "prove", userId: actor.userId }, party))) {
    await noteFailure(actor.userId, actor.userId);
    throw new AppError("invalid_input", { key: "errors.passkey_failed" });
  }
  await requireUnlocked(actor.userId);
  await clearFailures(actor.userId);
  await renewProof(actor.sessionId);
}
