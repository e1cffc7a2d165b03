import { decodeClientDataJSON } from "@simplewebauthn/server/helpers";
import { isStorableText } from "#app/shared/text.ts";

/** The challenge that a browser says it has answered; null where the answer cannot be read. */
export function readChallenge(clientDataJSON: string): string | null {
  try {
    const { challenge } = decodeClientDataJSON(clientDataJSON) as { challenge: unknown };
    return typeof challenge === "string" && isStorableText(challenge) ? challenge : null;
  } catch {
    return null;
  }
}
