import { createHash } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import { sessionSecrets } from "#app/platform/secrets.server.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import { MINUTE, SECOND } from "#app/shared/time.ts";

/** Seconds. */
export const ACCESS_TOKEN_LIFETIME = (10 * MINUTE) / SECOND;
const ALGORITHM = "HS256";
const ISSUER = "parley";

/** Every key that may verify, by its id; the first one signs. */
const keys = () =>
  singleton("access token keys", () => {
    const entries = sessionSecrets().map((secret) => {
      const key = createHash("sha256").update(`parley access token\0${secret}`).digest();
      const keyId = createHash("sha256").update(key).digest("hex").slice(0, 16);
      return [keyId, key] as const;
    });
    return new Map(entries);
  });

/** Signs a JWT (RFC 7519) that names the session; it lives ten minutes. */
export async function signAccessToken(session: { id: string; userId: string }): Promise<string> {
  const [keyId, key] = keys().entries().next().value!;
  return new SignJWT({ sid: session.id })
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT", kid: keyId })
    .setSubject(session.userId)
    .setIssuer(ISSUER)
    .setIssuedAt()
    .setExpirationTime(`${ACCESS_TOKEN_LIFETIME}s`)
    .sign(key);
}

/** The session id in a token that we signed and that has not expired, or null. */
export async function readAccessToken(token: string): Promise<string | null> {
  try {
    const { payload } = await jwtVerify(
      token,
      (header) => {
        const key = keys().get(header.kid ?? "");
        if (!key) throw new errors.JWKSNoMatchingKey();
        return key;
      },
      { algorithms: [ALGORITHM], issuer: ISSUER, requiredClaims: ["exp", "sub", "sid"] },
    );
    return typeof payload["sid"] === "string" ? payload["sid"] : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
