import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { sessionSecrets } from "#app/platform/secrets.server.ts";
import { isId } from "#app/shared/ids.ts";

/** A key of its own: a signature of an invite says nothing anywhere else. */
function sign(inviteId: string, secret: string): Buffer {
  const key = createHash("sha256").update(`parley invite\0${secret}`).digest();
  return createHmac("sha256", key).update(inviteId).digest();
}

/** What the link of an invite carries: its id, and a signature so that nobody can make up one. */
export function toInviteCode(inviteId: string): string {
  const [newest = ""] = sessionSecrets();
  return `${inviteId}.${sign(inviteId, newest).toString("base64url")}`;
}

/** The id in a code that was signed with any of the secrets; null for every other text. */
export function readInviteCode(code: string): string | null {
  const [inviteId = "", signature = "", ...rest] = code.split(".");
  if (!isId(inviteId) || rest.length > 0) return null;
  const given = Buffer.from(signature, "base64url");
  const isOurs = sessionSecrets().some((secret) => {
    const expected = sign(inviteId, secret);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return isOurs ? inviteId : null;
}
