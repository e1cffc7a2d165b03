import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { passkeys, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { requireProof } from "#app/domain/sessions/require-proof.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { PASSKEYS_MAX } from "#app/shared/limits.ts";
import { issueChallenge, takeChallenge } from "./challenges.server.ts";
import type { RegisterPasskeyInput } from "./factors.schema.ts";
import { lockFactors } from "./keep-a-factor.server.ts";
import { readChallenge } from "./read-challenge.server.ts";
import type { RelyingParty } from "./relying-party.server.ts";
import { issueMissingRecoveryCodes } from "./renew-recovery-codes.server.ts";
import { recordFactorChange } from "./tell-owner.server.ts";

/** EdDSA, ES256 and RS256 (COSE numbers): what every authenticator has one of, and nothing that Node still tries out. */
const ALGORITHMS = [-8, -7, -257];

/** What a browser needs to make a passkey. Throws what `requireProof` does. */
export async function beginPasskey(actor: Actor, party: RelyingParty) {
  await requireProof(actor, { password: undefined, code: undefined });
  const [user, own] = await Promise.all([
    db().query.users.findFirst({ where: eq(users.id, actor.userId) }),
    db().query.passkeys.findMany({ where: eq(passkeys.userId, actor.userId) }),
  ]);
  if (!user) throw new AppError("unauthenticated");
  if (own.length >= PASSKEYS_MAX) throw new AppError("conflict", { key: "errors.passkeys_full" });
  return generateRegistrationOptions({
    rpName: "Parley",
    rpID: party.id,
    userName: user.username,
    userDisplayName: user.displayName,
    userID: new Uint8Array(Buffer.from(user.id)),
    supportedAlgorithmIDs: ALGORITHMS,
    challenge: await issueChallenge({ purpose: "register", userId: user.id }),
    excludeCredentials: own.map(({ id, transports }) => ({ id, transports })),
    // Preferred, not required: a security key without room or PIN is still a second factor.
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
  });
}

/**
 * Adds a passkey: the challenge it has signed was only given out after a proof. Returns ten recovery codes where there are
 * none, the only time they can be read. Throws `invalid_input` for an answer that does not check out, `conflict` for a
 * passkey that is known, `rate_limited`.
 */
export async function registerPasskey(
  actor: Actor,
  { name, answer }: RegisterPasskeyInput,
  party: RelyingParty,
): Promise<string[]> {
  await consumeLimit("sensitive step by account", actor.userId);
  const challenge = readChallenge(answer.response.clientDataJSON);
  const use = { purpose: "register", userId: actor.userId } as const;
  if (!challenge || !(await takeChallenge(challenge, use))) throw refuse();
  const verified = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: false,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null); // It throws for whatever is wrong with an answer, and asks nobody but its arguments.
  if (!verified?.verified) throw refuse();
  const { credential, credentialBackedUp } = verified.registrationInfo;
  return db().transaction(async (transaction) => {
    await lockFactors(transaction, actor.userId);
    const added = await transaction
      .insert(passkeys)
      .values({
        id: credential.id,
        userId: actor.userId,
        name,
        publicKey: Buffer.from(credential.publicKey).toString("base64url"),
        counter: credential.counter,
        transports: credential.transports ?? [],
        isBackedUp: credentialBackedUp,
      })
      .onConflictDoNothing()
      .returning({ id: passkeys.id });
    if (added.length === 0) throw new AppError("conflict", { key: "errors.passkey_known" });
    const codes = await issueMissingRecoveryCodes(transaction, actor.userId);
    await recordFactorChange(transaction, actor, {
      action: "factor.add",
      details: { factor: "passkey" },
      letter: { kind: "passkey_added", values: { passkey: name } },
    });
    return codes;
  });
}

function refuse(): AppError {
  return new AppError("invalid_input", { key: "errors.passkey_failed" });
}
