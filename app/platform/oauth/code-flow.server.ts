import { createHash } from "node:crypto";
import { OAuth2RequestError, OAuth2Strategy } from "remix-auth-oauth2";
import { z } from "zod";
import { AppError } from "#app/shared/errors.ts";
import { MINUTE, SECOND } from "#app/shared/time.ts";
import { askProvider, noProvider, readErrorCode, refuseProvider } from "./ask-provider.server.ts";
import type { VisitStart } from "./oauth-provider.ts";

/** How long a person may take at the provider: long enough to find a second factor. */
const VISIT_LIFETIME = 10 * MINUTE;

export interface CodeFlowOptions {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  scopes: string[];
  /** How the token endpoint wants the secret: by HTTP Basic, or among the fields (RFC 6749 section 2.3.1). */
  secretGoes: "basic" | "fields";
  /** Name of the cookie, without a prefix. */
  cookie: string;
  /** Further parameters of the authorization request. */
  parameters?: Record<string, string>;
}

/** What the code was traded in for, and the nonce that an ID token has to name. */
export interface Grant {
  accessToken: string;
  idToken: string | undefined;
  nonce: string;
}

const tokensSchema = z.object({ access_token: z.string().min(1), id_token: z.string().optional() });

/** The strategy keeps state and PKCE verifier in a cookie; what it leaves open is how the code is traded in. */
class CodeFlow extends OAuth2Strategy<Grant> {
  readonly #flow: CodeFlowOptions;

  constructor(flow: CodeFlowOptions) {
    const cookie = { ...describeCookie(flow), maxAge: VISIT_LIFETIME / SECOND };
    super({ ...flow, redirectURI: flow.redirectUri, cookie }, ({ tokens }) =>
      Promise.resolve(tokens.data as Grant),
    );
    this.#flow = flow;
  }

  protected override createAuthorizationURL() {
    const made = super.createAuthorizationURL();
    made.url.searchParams.set("nonce", deriveNonce(made.codeVerifier));
    for (const [name, value] of Object.entries(this.#flow.parameters ?? {}))
      made.url.searchParams.set(name, value);
    return made;
  }

  /** Its own request has no time limit, sends the secret unencoded by HTTP Basic only, and takes no error with status 200. */
  protected override async validateAuthorizationCode(code: string, codeVerifier: string) {
    const { tokenEndpoint } = this.#flow;
    const answer = await askProvider(tokenEndpoint, describeTokenRequest(this.#flow, code, codeVerifier));
    const tokens = tokensSchema.safeParse(answer);
    if (!tokens.success) throw refuseProvider(tokenEndpoint, readErrorCode(answer) || "no token");
    const { access_token: accessToken, id_token: idToken } = tokens.data;
    const data: Grant = { accessToken, idToken, nonce: deriveNonce(codeVerifier) };
    return { data } as OAuth2Strategy.VerifyOptions["tokens"];
  }
}

/** Whoever has the verifier's cookie, and nobody else, can name the nonce: an ID token of another visit fits no other. */
function deriveNonce(codeVerifier: string): string {
  return createHash("sha256").update(`nonce\0${codeVerifier}`).digest("base64url");
}

function describeTokenRequest(flow: CodeFlowOptions, code: string, codeVerifier: string): RequestInit {
  const { clientId, clientSecret, redirectUri, secretGoes } = flow;
  const fields = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
  });
  if (secretGoes === "fields") {
    fields.set("client_id", clientId);
    fields.set("client_secret", clientSecret);
    return { method: "POST", body: fields };
  }
  const credentials = [clientId, clientSecret].map(encodeURIComponent).join(":");
  const authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;
  return { method: "POST", body: fields, headers: { authorization } };
}

/** "__Host-" binds a cookie to this very host over https; browsers refuse the prefix without Secure. */
function describeCookie({ cookie, redirectUri }: Pick<CodeFlowOptions, "cookie" | "redirectUri">) {
  const common = { path: "/", httpOnly: true, sameSite: "Lax" } as const;
  if (!redirectUri.startsWith("https:")) return { ...common, name: cookie };
  return { ...common, name: `__Host-${cookie}`, secure: true } as const;
}

/** Begins a visit: a fresh state, verifier and nonce. */
export async function startFlow(flow: CodeFlowOptions): Promise<VisitStart> {
  try {
    await new CodeFlow(flow).authenticate(new Request(flow.redirectUri));
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    const url = thrown.headers.get("location") ?? "";
    const state = new URL(url).searchParams.get("state") ?? "";
    return { url, state, cookies: thrown.headers.getSetCookie() };
  }
  throw new Error("The strategy did not start.");
}

/**
 * Ends a visit: the state has to be the one of a cookie, and the code is traded in with that cookie's verifier. Throws
 * `forbidden`, with a sentence of its own where the person said no, and `unavailable`.
 */
export async function finishFlow(flow: CodeFlowOptions, request: Request): Promise<Grant> {
  const { tokenEndpoint } = flow;
  // The strategy takes a request without a state for the start of another visit.
  if (!new URL(request.url).searchParams.get("state")) throw refuseProvider(tokenEndpoint, "no state");
  try {
    return await new CodeFlow(flow).authenticate(request);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof OAuth2RequestError) throw explainRefusal(tokenEndpoint, error.code);
    // What the strategy throws for a state without its cookie, for another state, and for an answer without a code.
    if (error instanceof ReferenceError || error instanceof RangeError)
      throw refuseProvider(tokenEndpoint, error.message);
    throw error;
  }
}

/** RFC 6749 section 4.1.2.1. */
function explainRefusal(url: string, code: string): AppError {
  if (code === "access_denied") return new AppError("forbidden", { key: "errors.provider_denied" });
  if (code === "temporarily_unavailable" || code === "server_error") return noProvider(url, new Error(code));
  return refuseProvider(url, readErrorCode({ error: code }) || "an unnamed error");
}

/** Set-Cookie headers that remove the states and verifiers of earlier visits. */
export function forgetFlows(
  flow: Pick<CodeFlowOptions, "cookie" | "redirectUri">,
  request: Request,
): string[] {
  const { name, ...attributes } = describeCookie(flow);
  const end = `Path=/; Max-Age=0; HttpOnly; SameSite=Lax${"secure" in attributes ? "; Secure" : ""}`;
  const names = (request.headers.get("cookie") ?? "")
    .split(";")
    .map((pair) => pair.split("=")[0]?.trim() ?? "")
    .filter((each) => each.startsWith(`${name}:`));
  return names.map((each) => `${each}=; ${end}`);
}
