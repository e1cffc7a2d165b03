import { appUrl, env } from "#app/platform/env.server.ts";

/** Whom passkeys are made for (WebAuthn, relying party). A browser offers them to this host and no other. */
export interface RelyingParty {
  /** The host's name. */
  id: string;
  origin: string;
}

/**
 * APP_URL where it is set. Without it people come by whatever name reaches the machine, so it is the page's own origin,
 * which the same-origin check has compared with the host that was asked. Browsers refuse passkeys to bare IP addresses.
 */
export function findRelyingParty(pageOrigin: string | null): RelyingParty {
  const { hostname, origin } = new URL(env().APP_URL ? appUrl() : (pageOrigin ?? appUrl()));
  return { id: hostname, origin };
}
