import { errors, jwtVerify, type JWTPayload } from "jose";
import { MINUTE, SECOND } from "#app/shared/time.ts";
import { noProvider, refuseProvider } from "./ask-provider.server.ts";
import type { Issuer } from "./oidc-metadata.server.ts";

/** Signatures that need the issuer's private key. "none" is none, and with HMAC whoever can check can also sign. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
/** How far two clocks may be apart. */
const CLOCK_TOLERANCE = MINUTE;

export interface IdClaims extends JWTPayload {
  sub: string;
}

/** The claims of an ID token that is for us and for this visit (OpenID Connect Core section 3.1.3.7). Throws `forbidden`, `unavailable`. */
export async function readIdToken(
  token: string,
  expected: { issuer: Issuer; clientId: string; nonce: string },
): Promise<IdClaims> {
  const { issuer, clientId, nonce } = expected;
  const payload = await verify(token, issuer, clientId);
  if (payload["nonce"] !== nonce) throw refuseProvider(issuer.issuer, "wrong nonce");
  const parties = [payload.aud].flat().length > 1 ? payload["azp"] : (payload["azp"] ?? clientId);
  if (parties !== clientId) throw refuseProvider(issuer.issuer, "wrong authorized party");
  if (!payload.sub) throw refuseProvider(issuer.issuer, "no subject");
  return { ...payload, sub: payload.sub };
}

async function verify(token: string, issuer: Issuer, clientId: string): Promise<JWTPayload> {
  const supported = issuer.id_token_signing_alg_values_supported;
  try {
    const { payload } = await jwtVerify(token, issuer.keys, {
      algorithms: ALGORITHMS.filter((algorithm) => supported.includes(algorithm)),
      issuer: issuer.issuer,
      audience: clientId,
      requiredClaims: ["sub", "exp", "iat"],
      clockTolerance: CLOCK_TOLERANCE / SECOND,
    });
    return payload;
  } catch (error) {
    const isRefusal = error instanceof errors.JOSEError && !isKeyOutage(error);
    throw isRefusal ? refuseProvider(issuer.issuer, error.code) : noProvider(issuer.jwks_uri, error);
  }
}

/** The keys could not be read: no answer in time, or one that is no key set. */
function isKeyOutage({ code }: errors.JOSEError): boolean {
  return [errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code].includes(code);
}
