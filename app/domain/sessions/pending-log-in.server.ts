import { hkdfSync } from "node:crypto";
import { eq } from "drizzle-orm";
import { errors, jwtVerify, SignJWT } from "jose";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { checkPasskey } from "#app/domain/factors/check-passkey.server.ts";
import { checkSecondFactor, hasSecondFactor } from "#app/domain/factors/check-second-factor.server.ts";
import type { PasskeyAnswer } from "#app/domain/factors/factors.schema.ts";
import type { RelyingParty } from "#app/domain/factors/relying-party.server.ts";
import { clearFailures, noteFailure, requireUnlocked } from "#app/domain/lockouts/lockouts.server.ts";
import { noteAddressFailure, requirePatience } from "#app/domain/lockouts/slow-address.server.ts";
import { findPasswordState, type ProvenUser } from "#app/domain/users/password-state.server.ts";
import { sessionSecrets } from "#app/platform/secrets.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { MINUTE, SECOND } from "#app/shared/time.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import { startSession, type SessionOrigin } from "./start-session.server.ts";

/** Seconds that somebody has to find their second factor. */
export const PENDING_LIFETIME = (10 * MINUTE) / SECOND;
const ALGORITHM = "HS256";
const ISSUER = "parley pending log-in";

interface LogInOptions {
  remember: boolean;
  /** What was shown first. */
  method: "password" | "provider";
}

export interface PendingLogIn extends LogInOptions {
  user: ProvenUser;
}

/** What is shown second. */
export type SecondProof = { code: string } | { answer: PasskeyAnswer; party: RelyingParty };

/** Keys of their own: a ticket is no access token, nor the other way round. */
function deriveKey(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", ISSUER, 32));
}

/**
 * Opens a session for somebody who has shown the first of their factors, if there is no second one; otherwise the ticket
 * with which to show it. Throws `forbidden` for a deactivated account, and what `startSession` does.
 */
export async function openSession(
  shown: ProvenUser,
  options: LogInOptions,
  origin: SessionOrigin,
): Promise<{ session: SessionView } | { ticket: string }> {
  if (shown.deactivatedAt) throw new AppError("forbidden", { key: "errors.deactivated" });
  const passwordState = shown.passwordState ?? (await findPasswordState(shown.id));
  const user = { ...shown, passwordState };
  if (await hasSecondFactor(user.id)) return { ticket: await beginPendingLogIn(user, options) };
  return { session: await startSession(user, { ...origin, ...options }) };
}

/**
 * A ticket that says who has shown the first of two factors. It opens nothing by itself, lives ten minutes, and dies with
 * the password.
 */
async function beginPendingLogIn(
  { id, passwordState }: ProvenUser,
  { remember, method }: LogInOptions,
): Promise<string> {
  const [newest = ""] = sessionSecrets();
  return new SignJWT({ remember, method, password: passwordState })
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
    .setSubject(id)
    .setIssuer(ISSUER)
    .setIssuedAt()
    .setExpirationTime(`${PENDING_LIFETIME}s`)
    .sign(deriveKey(newest));
}

/** Who holds this ticket; null for one that is not ours, is too old, or older than the password. */
export async function findPendingLogIn(ticket: string): Promise<PendingLogIn | null> {
  for (const secret of sessionSecrets()) {
    const claims = await readTicket(ticket, deriveKey(secret));
    if (!claims) continue;
    const { sub = "", remember, method, password } = claims;
    const user = await db().query.users.findFirst({ where: eq(users.id, sub) });
    const passwordState = user && (await findPasswordState(user.id));
    if (!user || passwordState !== password) return null;
    return {
      user: { ...user, passwordState },
      remember: remember === true,
      method: method === "provider" ? "provider" : "password",
    };
  }
  return null;
}

async function readTicket(ticket: string, key: Uint8Array) {
  try {
    const required = ["exp", "sub", "password"];
    return (
      await jwtVerify(ticket, key, { algorithms: [ALGORITHM], issuer: ISSUER, requiredClaims: required })
    ).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

/**
 * Opens the session of somebody who shows the second of their factors. Wrong ones count towards the same lockout as wrong
 * passwords. Throws `unauthenticated` for a ticket that is no good, `invalid_input` for a wrong code or passkey, `locked`,
 * `rate_limited`, `forbidden` for an account that was deactivated meanwhile.
 */
export async function finishPendingLogIn(
  ticket: string,
  proof: SecondProof,
  origin: SessionOrigin,
): Promise<{ session: SessionView; remember: boolean }> {
  await consumeLimit("log-in by address", origin.address);
  await requirePatience(origin.address);
  const pending = await findPendingLogIn(ticket);
  if (!pending) throw new AppError("unauthenticated", { key: "errors.log_in_expired" });
  const { user, remember, method } = pending;
  await consumeLimit("proof by account", user.id);
  await requireUnlocked(user.id);
  if (!(await isShown(user.id, proof))) {
    await noteAddressFailure(origin.address);
    await noteFailure(user.id, user.id);
    if ("code" in proof) throw invalidField("code", "wrong_code");
    throw new AppError("invalid_input", { key: "errors.passkey_failed" });
  }
  // Once more: guesses that were sent at once may have locked it meanwhile, and this one may be among them.
  await requireUnlocked(user.id);
  if (user.deactivatedAt) throw new AppError("forbidden", { key: "errors.deactivated" });
  await clearFailures(user.id);
  return { session: await startSession(user, { ...origin, remember, method }), remember };
}

async function isShown(userId: string, proof: SecondProof): Promise<boolean> {
  if ("code" in proof) return checkSecondFactor(userId, proof.code);
  return (await checkPasskey(proof.answer, { purpose: "second_factor", userId }, proof.party)) !== null;
}
