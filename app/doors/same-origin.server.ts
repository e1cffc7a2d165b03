import type { IncomingHttpHeaders } from "node:http";
import { appUrl, env } from "#app/platform/env.server.ts";

/**
 * Whether a request that rides on cookies comes from our own pages. Browsers send Origin with every unsafe request and
 * every websocket handshake; a script without one has no cookies of anybody else to abuse.
 */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  if (site && site !== "same-origin" && site !== "none" && !isOwnOrigin(headers)) return false;
  return headers.origin === undefined || isOwnOrigin(headers);
}

function isOwnOrigin(headers: IncomingHttpHeaders): boolean {
  const { origin } = headers;
  if (!origin || !URL.canParse(origin)) return false;
  const host = (env().TRUST_PROXY ? headers["x-forwarded-host"]?.toString() : undefined) ?? headers.host;
  return new URL(origin).host === host || new URL(origin).origin === new URL(appUrl()).origin;
}
