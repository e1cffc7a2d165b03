import { generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import { and, eq, lt, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { passkeys } from "#app/db/schema/index.ts";
import { issueChallenge, takeChallenge, type ChallengeUse } from "./challenges.server.ts";
import type { PasskeyAnswer } from "./factors.schema.ts";
import { readChallenge } from "./read-challenge.server.ts";
import type { RelyingParty } from "./relying-party.server.ts";

type PasskeyRow = typeof passkeys.$inferSelect;

/**
 * What a browser needs to ask for a passkey: any of the person's, or where nobody is named yet, one that tells who it is
 * and makes sure of the person by a finger or a PIN.
 */
export async function askForPasskey(use: ChallengeUse, party: RelyingParty) {
  const own = use.userId
    ? await db().query.passkeys.findMany({ where: eq(passkeys.userId, use.userId) })
    : [];
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: await issueChallenge(use),
    userVerification: use.userId ? "preferred" : "required",
    ...(use.userId && { allowCredentials: own.map(({ id, transports }) => ({ id, transports })) }),
  });
}

/**
 * Whose passkey has answered a challenge that was made for this use. Null for any other answer: of another site or person,
 * to a challenge that was used or too old, with a wrong signature, or of a copy, whose counter has fallen behind.
 */
export async function checkPasskey(
  answer: PasskeyAnswer,
  use: ChallengeUse,
  party: RelyingParty,
): Promise<string | null> {
  const challenge = readChallenge(answer.response.clientDataJSON);
  if (!challenge || !(await takeChallenge(challenge, use))) return null;
  const passkey = await db().query.passkeys.findFirst({ where: eq(passkeys.id, answer.id) });
  if (!passkey || !isOwner(passkey, answer, use.userId)) return null;
  const verified = await verifyAuthenticationResponse({
    response: { ...answer, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: use.userId === null,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
      counter: passkey.counter,
    },
  }).catch(() => null); // It throws for whatever is wrong with an answer, and asks nobody but its arguments.
  if (!verified?.verified) return null;
  const { newCounter, credentialBackedUp } = verified.authenticationInfo;
  return (await noteUse(passkey.id, newCounter, credentialBackedUp)) ? passkey.userId : null;
}

/** A passkey that was asked for without a name brings its owner's (WebAuthn, section 7.2, step 6). */
function isOwner({ userId }: PasskeyRow, { response }: PasskeyAnswer, expected: string | null): boolean {
  const named = response.userHandle && Buffer.from(response.userHandle, "base64url").toString();
  return userId === (expected ?? named) && (!named || userId === named);
}

/** Compared once more by the update itself: of two answers at once with the same number, one comes from a copy. */
async function noteUse(id: string, counter: number, isBackedUp: boolean): Promise<boolean> {
  const isAhead = counter === 0 ? eq(passkeys.counter, 0) : lt(passkeys.counter, counter);
  const noted = await db()
    .update(passkeys)
    .set({ counter, isBackedUp, lastUsedAt: sql`now()` })
    .where(and(eq(passkeys.id, id), isAhead))
    .returning({ id: passkeys.id });
  return noted.length > 0;
}
