// A real OpenID Connect issuer (oidc-provider) on this machine: people log in by its form, and tests may change its answers.
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from "jose";
import Provider, { type Adapter, type AdapterPayload, type Configuration } from "oidc-provider";

/** What the issuer says of somebody, by their name there. */
export type OidcAccounts = Record<string, JWTPayload>;

/** May change what the issuer answers at a path: metadata, tokens, keys, userinfo. */
type Alter = (path: string, body: Record<string, unknown>) => Promise<unknown>;

export interface OidcServer {
  issuer: string;
  accounts: OidcAccounts;
  /** Null: it answers as it is. */
  alter: Alter | null;
  /** An ID token with these claims; with its own key unless another one is given. */
  sign(claims: JWTPayload, key?: CryptoKey): Promise<string>;
  stop(): Promise<void>;
}

/** What Parley is there. "+/=" and the like come apart where a client does not encode them. */
export const CLIENT = { id: "parley", secret: `s3cr+t/=&:% ${randomBytes(12).toString("hex")}` };

/** Starts an issuer that sends people back to these addresses and nowhere else. */
export async function startOidcServer(redirectUris: string[], accounts: OidcAccounts): Promise<OidcServer> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: "key of the issuer", use: "sig", alg: "RS256" };
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const server: OidcServer = {
    issuer,
    accounts,
    alter: null,
    sign: (claims, key = privateKey) =>
      new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: jwk.kid, typ: "JWT" }).sign(key),
    stop: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  const provider = new Provider(issuer, describeProvider(redirectUris, server, jwk));
  provider.use(async (context, next) => {
    await next();
    if (server.alter && typeof context.body === "object" && context.body !== null)
      context.body = await server.alter(context.path, context.body as Record<string, unknown>);
  });
  const answer = provider.callback();
  http.on("request", (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return void answer(request, response);
    void interact(provider, request, response);
  });
  return server;
}

/** One per kind of thing. Its own storage is the same, and warns on the console of being lost at the end. */
function createAdapter(): Adapter {
  const rows = new Map<string, AdapterPayload>();
  const find = async (matches: (row: AdapterPayload) => boolean) => [...rows.values()].find(matches);
  return {
    upsert: async (id, payload) => void rows.set(id, payload),
    find: async (id) => rows.get(id),
    findByUserCode: (userCode) => find((row) => row.userCode === userCode),
    findByUid: (uid) => find((row) => row.uid === uid),
    consume: async (id) => void rows.set(id, { ...rows.get(id), consumed: Math.floor(Date.now() / 1000) }),
    destroy: async (id) => void rows.delete(id),
    revokeByGrantId: async (grantId) => {
      for (const [id, row] of rows) if (row.grantId === grantId) rows.delete(id);
    },
  };
}

function describeProvider(redirectUris: string[], server: OidcServer, jwk: object): Configuration {
  return {
    adapter: createAdapter,
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: redirectUris }],
    jwks: { keys: [jwk] },
    cookies: { keys: [randomBytes(16).toString("hex")] },
    claims: { email: ["email", "email_verified"], profile: ["name", "preferred_username"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 600, Session: 600 },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ ...server.accounts[sub], sub }),
    }),
    // Nobody is asked what Parley may know; logging in is consent enough for a test.
    loadExistingGrant: async (context) => {
      const { session, client } = context.oidc;
      const grant = new context.oidc.provider.Grant({
        accountId: session?.accountId,
        clientId: client?.clientId,
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  };
}

/** The page where a person logs in by name, or says no. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  if (request.method === "POST") {
    const form = new URLSearchParams(await text(request));
    const login = form.has("cancel")
      ? { error: "access_denied", error_description: "The person said no." }
      : { login: { accountId: form.get("account") ?? "" } };
    return provider.interactionFinished(request, response, login, { mergeWithLastSubmission: false });
  }
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(`<!doctype html><html lang="en"><title>Issuer</title><link rel="icon" href="data:,"><h1>Log in at the issuer</h1>
<form method="post"><label>Account <input name="account"></label>
<button>Sign in</button> <button name="cancel" value="yes">Cancel</button></form></html>`);
}
