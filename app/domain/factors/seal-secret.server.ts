import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { sessionSecrets } from "#app/platform/secrets.server.ts";

const ALGORITHM = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A key of its own for each of the session secrets, so that nothing signed with one tells anything about this. */
function deriveKey(secret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", "parley factor secrets", 32));
}

/** Encrypts for the database with the newest secret. Only whoever names the same owner can open it again. */
export function sealSecret(plain: string, owner: string): string {
  const [newest = ""] = sessionSecrets();
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, deriveKey(newest), iv).setAAD(Buffer.from(owner));
  const encrypted = [cipher.update(plain, "utf8"), cipher.final()];
  return Buffer.concat([iv, ...encrypted, cipher.getAuthTag()]).toString("base64url");
}

/**
 * Decrypts with whichever session secret fits; `isStale` where that is not the newest. Null where none does: the secret it
 * was sealed with is no longer listed, or the text was tampered with.
 */
export function openSecret(sealed: string, owner: string): { plain: string; isStale: boolean } | null {
  const bytes = Buffer.from(sealed, "base64url");
  const encrypted = bytes.subarray(IV_BYTES, -TAG_BYTES);
  for (const [age, secret] of sessionSecrets().entries()) {
    try {
      const decipher = createDecipheriv(ALGORITHM, deriveKey(secret), bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(owner))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      const plain = decipher.update(encrypted, undefined, "utf8") + decipher.final("utf8");
      return { plain, isStale: age > 0 };
    } catch {
      // Not sealed with this one.
    }
  }
  return null;
}
