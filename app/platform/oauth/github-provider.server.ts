import { z } from "zod";
import { askProvider, noProvider } from "./ask-provider.server.ts";
import { finishFlow, forgetFlows, startFlow } from "./code-flow.server.ts";
import type { OAuthProvider, ProviderAccount } from "./oauth-provider.ts";
import { cleanLine } from "./provider-text.server.ts";

/** Where GitHub is: origins without a slash at the end. */
export interface GitHubPlace {
  site: string;
  api: string;
}

export const GITHUB: GitHubPlace = { site: "https://github.com", api: "https://api.github.com" };

interface GitHubOptions {
  place: GitHubPlace;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  /** Name of the cookie, without a prefix. */
  cookie: string;
}

const userSchema = z.object({ id: z.number().int(), login: z.string(), name: z.string().nullish() });
const emailsSchema = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/**
 * GitHub: OAuth 2.0 with PKCE and no ID token; who came is asked of its API.
 * https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
export function createGitHubProvider(options: GitHubOptions): OAuthProvider {
  const { place } = options;
  const flow = {
    ...options,
    authorizationEndpoint: `${place.site}/login/oauth/authorize`,
    tokenEndpoint: `${place.site}/login/oauth/access_token`,
    scopes: ["read:user", "user:email"],
    secretGoes: "fields" as const,
  };
  return {
    asksAgain: false,
    start: () => startFlow(flow),
    finish: async (request) => {
      const { accessToken } = await finishFlow(flow, request);
      const [user, emails] = await Promise.all([
        askApi(`${place.api}/user`, accessToken, userSchema),
        askApi(`${place.api}/user/emails`, accessToken, emailsSchema),
      ]);
      return toAccount(user, emails);
    },
    forget: (request) => forgetFlows(options, request),
  };
}

async function askApi<S extends z.ZodType>(url: string, token: string, schema: S): Promise<z.output<S>> {
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "x-github-api-version": "2022-11-28",
  };
  const answer = schema.safeParse(await askProvider(url, { headers }));
  if (!answer.success) throw noProvider(url, new Error("an answer of another form"));
  return answer.data;
}

function toAccount(
  user: z.output<typeof userSchema>,
  emails: z.output<typeof emailsSchema>,
): ProviderAccount {
  const primary = emails.find((each) => each.primary);
  return {
    subject: String(user.id),
    email: cleanLine(primary?.email),
    isEmailVerified: primary?.verified === true,
    username: cleanLine(user.login),
    displayName: cleanLine(user.name),
    label: cleanLine(user.login),
    authenticatedAt: null,
  };
}
