import { z } from "zod";
import { SECOND } from "#app/shared/time.ts";
import { askProvider, refuseProvider } from "./ask-provider.server.ts";
import { finishFlow, forgetFlows, startFlow, type CodeFlowOptions } from "./code-flow.server.ts";
import { readIdToken, type IdClaims } from "./id-token.server.ts";
import type { OAuthProvider, ProviderAccount } from "./oauth-provider.ts";
import { cleanLine, cleanSubject } from "./provider-text.server.ts";
import { findIssuer, type Issuer } from "./oidc-metadata.server.ts";

interface OidcOptions {
  issuer: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  /** Name of the cookie, without a prefix. */
  cookie: string;
  /** Whether it keeps to `max_age`, which makes people log in again, and tells when they did. */
  asksAgain: boolean;
}

/** Any OpenID Connect issuer: authorization code flow with PKCE, nonce and signed ID tokens. */
export function createOidcProvider(options: OidcOptions): OAuthProvider {
  return {
    asksAgain: options.asksAgain,
    start: async ({ again }) => {
      const parameters = again && options.asksAgain ? { prompt: "login", max_age: "0" } : undefined;
      return startFlow({ ...describeFlow(options, await findIssuer(options.issuer)), parameters });
    },
    finish: async (request) => {
      const issuer = await findIssuer(options.issuer);
      checkResponseIssuer(issuer, request);
      const grant = await finishFlow(describeFlow(options, issuer), request);
      if (!grant.idToken) throw refuseProvider(issuer.issuer, "no ID token");
      const expected = { issuer, clientId: options.clientId, nonce: grant.nonce };
      const claims = await readIdToken(grant.idToken, expected);
      return toAccount(issuer, await completeClaims(issuer, claims, grant.accessToken));
    },
    forget: (request) => forgetFlows(options, request),
  };
}

function describeFlow(options: OidcOptions, issuer: Issuer): CodeFlowOptions {
  const methods = issuer.token_endpoint_auth_methods_supported;
  const takesFieldsOnly = methods.includes("client_secret_post") && !methods.includes("client_secret_basic");
  return {
    ...options,
    authorizationEndpoint: issuer.authorization_endpoint,
    tokenEndpoint: issuer.token_endpoint,
    scopes: ["openid", "email", "profile"],
    secretGoes: takesFieldsOnly ? "fields" : "basic",
  };
}

/** RFC 9207: an answer that another issuer gave, and that was brought here, does not name ours. */
function checkResponseIssuer(issuer: Issuer, request: Request): void {
  const named = new URL(request.url).searchParams.get("iss");
  const isMissing = named === null && issuer.authorization_response_iss_parameter_supported;
  const isOther = named !== null && named !== issuer.issuer;
  if (isMissing || isOther) throw refuseProvider(issuer.issuer, "wrong issuer of the answer");
}

/** Many issuers name the address at the userinfo endpoint only (OpenID Connect Core section 5.4). */
async function completeClaims(issuer: Issuer, claims: IdClaims, accessToken: string): Promise<IdClaims> {
  if (claims["email"] !== undefined || !issuer.userinfo_endpoint) return claims;
  const headers = { authorization: `Bearer ${accessToken}` };
  const answer = z
    .looseObject({ sub: z.string() })
    .safeParse(await askProvider(issuer.userinfo_endpoint, { headers }));
  // Section 5.3.2: without this, one person's ID token could be joined with the address of another.
  if (answer.data?.sub !== claims.sub) throw refuseProvider(issuer.issuer, "userinfo of somebody else");
  return { ...answer.data, ...claims };
}

function toAccount(issuer: Issuer, claims: IdClaims): ProviderAccount {
  const email = cleanLine(claims["email"]);
  const username = cleanLine(claims["preferred_username"]) || cleanLine(claims["nickname"]) || email;
  const authenticatedAt = claims["auth_time"];
  return {
    // The id is unique at one issuer only, and OIDC_ISSUER may be set to another one some day.
    subject: `${issuer.issuer}|${cleanSubject(claims.sub, issuer.issuer)}`,
    email,
    // Some issuers write it as text.
    isEmailVerified: claims["email_verified"] === true || claims["email_verified"] === "true",
    username,
    displayName: cleanLine(claims["name"]),
    label: email || username || cleanLine(claims.sub),
    authenticatedAt: typeof authenticatedAt === "number" ? new Date(authenticatedAt * SECOND) : null,
  };
}
