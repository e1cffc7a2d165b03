// A stand-in for GitHub: it follows what GitHub publishes of its log-in and its API, as far as a log-in needs it.
// https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
// https://docs.github.com/en/rest/users/users and /emails, version 2022-11-28
import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface GitHubAccount {
  id: number;
  login: string;
  name: string | null;
  emails: { email: string; primary: boolean; verified: boolean }[];
}

interface Grant {
  account: GitHubAccount;
  redirectUri: string;
  challenge: string;
}

export interface GitHubServer {
  url: string;
  client: { id: string; secret: string };
  /** Who is logged in at GitHub, in every browser; null: says no. */
  visitor: GitHubAccount | null;
  stop(): Promise<void>;
}

/** Starts it for one app, whose visitors are sent back to this address. */
export async function startGitHubServer(redirectUri: string): Promise<GitHubServer> {
  const client = { id: "Iv1.parley", secret: randomBytes(20).toString("hex") };
  const codes = new Map<string, Grant>();
  const tokens = new Map<string, GitHubAccount>();
  const http = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const server: GitHubServer = {
    url,
    client,
    visitor: null,
    stop: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? "", url);
    const route = `${request.method} ${pathname}`;
    if (route === "GET /login/oauth/authorize") return authorize(searchParams, response);
    if (route === "POST /login/oauth/access_token")
      return sendJson(response, 200, trade(new URLSearchParams(await text(request))));
    const account = findAccount(request);
    if (!account) return sendJson(response, 401, { message: "Requires authentication" });
    const { emails, ...user } = account;
    if (route === "GET /user") return sendJson(response, 200, { ...user, type: "User", email: null });
    if (route === "GET /user/emails")
      return sendJson(
        response,
        200,
        emails.map((each) => ({ ...each, visibility: null })),
      );
    return sendJson(response, 404, { message: "Not Found" });
  }

  function authorize(query: URLSearchParams, response: ServerResponse) {
    const isOurs = query.get("client_id") === client.id && query.get("redirect_uri") === redirectUri;
    const scopes = query.get("scope")?.split(" ") ?? [];
    if (!isOurs || !scopes.includes("user:email")) return sendJson(response, 404, { message: "Not Found" });
    const back = new URL(redirectUri);
    back.searchParams.set("state", query.get("state") ?? "");
    if (server.visitor) {
      const code = randomBytes(10).toString("hex");
      codes.set(code, { account: server.visitor, redirectUri, challenge: query.get("code_challenge") ?? "" });
      back.searchParams.set("code", code);
    } else {
      back.searchParams.set("error", "access_denied");
      back.searchParams.set("error_description", "The user has denied your application access.");
    }
    response.writeHead(302, { location: back.href }).end();
  }

  /** GitHub answers mistakes with status 200, too. */
  function trade(form: URLSearchParams): object {
    if (form.get("client_id") !== client.id || form.get("client_secret") !== client.secret)
      return { error: "incorrect_client_credentials" };
    const grant = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (!grant || grant.challenge !== challenge) return { error: "bad_verification_code" };
    if (form.get("redirect_uri") !== grant.redirectUri) return { error: "redirect_uri_mismatch" };
    const token = `gho_${randomBytes(18).toString("hex")}`;
    tokens.set(token, grant.account);
    return { access_token: token, scope: "read:user,user:email", token_type: "bearer" };
  }

  /** Requests without a User-Agent are refused by GitHub. */
  function findAccount({ headers }: IncomingMessage): GitHubAccount | undefined {
    if (!headers["user-agent"] || headers["x-github-api-version"] !== "2022-11-28") return undefined;
    return tokens.get(headers.authorization?.replace(/^Bearer /, "") ?? "");
  }

  return server;
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}
