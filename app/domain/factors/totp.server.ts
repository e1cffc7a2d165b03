import { Secret, TOTP } from "otpauth";
import { SECOND } from "#app/shared/time.ts";
import type { TotpSetUpView } from "#app/shared/account-views.ts";

/** What every authenticator app understands (RFC 6238); some ignore any other numbers. Seconds. */
const SHAPE = { issuer: "Parley", algorithm: "SHA1", digits: 6, period: 30 };
/** Steps that a clock may be off, before and after. */
const WINDOW = 1;

function createTotp(secret: string, label = ""): TOTP {
  return new TOTP({ ...SHAPE, label, secret: Secret.fromBase32(secret) });
}

/** 160 random bits (RFC 4226, section 4), base32. */
export function createTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What an app needs: to be typed in, and as the address that a QR code carries. */
export function describeTotp(secret: string, username: string): TotpSetUpView {
  return { secret, uri: createTotp(secret, username).toString() };
}

/** The time step whose code this is, of the current one and its neighbours; null for a wrong code. */
export function findTimeStep(secret: string, code: string): number | null {
  // The library compares bytes, and throws for digits of other scripts.
  if (!/^[0-9]{6}$/.test(code)) return null;
  const timestamp = Date.now();
  const offset = createTotp(secret).validate({ token: code, timestamp, window: WINDOW });
  return offset === null ? null : Math.floor(timestamp / (SHAPE.period * SECOND)) + offset;
}
