import type { Actor } from "#app/domain/actor.ts";
import { askForPasskey, checkPasskey } from "#app/domain/factors/check-passkey.server.ts";
import type { PasskeyAnswer } from "#app/domain/factors/factors.schema.ts";
import { issueProofVoucher } from "#app/domain/factors/proof-voucher.server.ts";
import type { RelyingParty } from "#app/domain/factors/relying-party.server.ts";
import {
  clearFailures,
  noteFailure,
  proofKey,
  requireUnlocked,
} from "#app/domain/lockouts/lockouts.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { renewProof } from "./require-proof.server.ts";

/** What a browser needs to ask for a passkey of the person who is logged in. Throws `rate_limited`. */
export async function beginPasskeyProof(actor: Actor, party: RelyingParty) {
  await consumeLimit("proof by account", actor.userId);
  return askForPasskey({ purpose: "prove", userId: actor.userId }, party);
}

/**
 * A passkey as the proof, for whichever sensitive step comes next. Wrong ones lock such steps for a while. Throws
 * `invalid_input`, `locked`, `rate_limited`.
 */
export async function proveWithPasskey(
  actor: Actor,
  answer: PasskeyAnswer,
  party: RelyingParty,
): Promise<void> {
  await consumeLimit("proof by account", actor.userId);
  await requireUnlocked(proofKey(actor.userId));
  if (!(await checkPasskey(answer, { purpose: "prove", userId: actor.userId }, party))) {
    await noteFailure(proofKey(actor.userId), actor.userId, "proof_locked");
    throw new AppError("invalid_input", { key: "errors.passkey_failed" });
  }
  await requireUnlocked(proofKey(actor.userId));
  await clearFailures(proofKey(actor.userId));
  await renewProof(actor.sessionId);
  await issueProofVoucher(actor);
}
