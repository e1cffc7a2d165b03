import { createRemoteJWKSet, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { singleton } from "#app/platform/singleton.server.ts";
import { HOUR } from "#app/shared/time.ts";
import { askProvider, noProvider, PROVIDER_TIMEOUT } from "./ask-provider.server.ts";

const METADATA_LIFETIME = HOUR;

const endpoint = z.url({ protocol: /^https?$/ });

/** OpenID Connect Discovery 1.0 section 3, and RFC 9207. */
const metadataSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
  userinfo_endpoint: endpoint.optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(["client_secret_basic"]),
  id_token_signing_alg_values_supported: z.array(z.string()).default(["RS256"]),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
});

/** What an issuer says about itself, and the keys that it signs with. */
export interface Issuer extends z.output<typeof metadataSchema> {
  keys: JWTVerifyGetKey;
}

interface Known {
  readAt: number;
  issuer: Promise<Issuer>;
}

const known = singleton("oidc issuers", () => new Map<string, Known>());

/** Reads an issuer's metadata, at most once an hour; its keys are read when one is missing. Throws `unavailable`. */
export async function findIssuer(address: string): Promise<Issuer> {
  const found = known.get(address);
  if (found && Date.now() - found.readAt < METADATA_LIFETIME) return found.issuer;
  const issuer = readIssuer(address);
  known.set(address, { readAt: Date.now(), issuer });
  // A failure is not remembered: the next person tries again.
  issuer.catch(() => known.delete(address));
  return issuer;
}

async function readIssuer(address: string): Promise<Issuer> {
  const base = address.replace(/\/$/, "");
  const url = `${base}/.well-known/openid-configuration`;
  const metadata = metadataSchema.safeParse(await askProvider(url));
  if (!metadata.success) throw noProvider(url, new Error("no OpenID Connect metadata"));
  const { data } = metadata;
  // Somebody else's metadata would name somebody else's keys (Discovery section 4.3).
  if (data.issuer.replace(/\/$/, "") !== base) throw noProvider(url, new Error("names another issuer"));
  const endpoints = [data.authorization_endpoint, data.token_endpoint, data.jwks_uri, data.userinfo_endpoint];
  if (base.startsWith("https:") && endpoints.some((each) => each?.startsWith("http:")))
    throw noProvider(url, new Error("names an endpoint without https"));
  return {
    ...data,
    keys: createRemoteJWKSet(new URL(data.jwks_uri), { timeoutDuration: PROVIDER_TIMEOUT }),
  };
}
