import type { IncomingMessage } from "node:http";
import proxyAddress from "proxy-addr";
import { env } from "#app/platform/env.server.ts";

/** The client's address: the peer's, or what the proxies that TRUST_PROXY names have forwarded. */
export function findClientAddress(request: IncomingMessage): string {
  const trust = env().TRUST_PROXY;
  if (typeof trust === "number") return proxyAddress(request, (_address, hops) => hops < trust);
  return proxyAddress(
    request,
    trust ? proxyAddress.compile(trust.split(",").map((part) => part.trim())) : () => false,
  );
}
