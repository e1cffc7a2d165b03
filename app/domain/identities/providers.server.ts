import { createGitHubProvider, GITHUB } from "#app/platform/oauth/github-provider.server.ts";
import type { OAuthProvider } from "#app/platform/oauth/oauth-provider.ts";
import { createOidcProvider } from "#app/platform/oauth/oidc-provider.server.ts";
import { appUrl, env } from "#app/platform/env.server.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { ProviderId, ProviderView } from "./identities.schema.ts";

interface ConfiguredProvider extends OAuthProvider, ProviderView {}

/** Where the public providers are. Tests put servers of their own in their places. */
export const providerPlaces = singleton("provider places", () => ({
  github: GITHUB,
  google: "https://accounts.google.com",
}));

/** The providers that the environment names, in the order in which they are offered. */
export function listProviders(): ProviderView[] {
  return configureProviders().map(({ id, name }) => ({ id, name }));
}

/** Throws `not_found` for a provider that is not configured. */
export function findProvider(id: string | undefined): ConfiguredProvider {
  const found = configureProviders().find((provider) => provider.id === id);
  if (!found) throw new AppError("not_found");
  return found;
}

/** What a provider is called, also when it is configured no longer. */
export function nameProvider(id: string): string {
  return listProviders().find((provider) => provider.id === id)?.name ?? id;
}

function configureProviders(): ConfiguredProvider[] {
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = env();
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  const providers: ConfiguredProvider[] = [];
  if (GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET) {
    const client = describeClient("github", GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET);
    const github = createGitHubProvider({ ...client, place: providerPlaces.github });
    providers.push({ id: "github", name: "GitHub", ...github });
  }
  if (GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET) {
    const client = describeClient("google", GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET);
    const google = createOidcProvider({ ...client, issuer: providerPlaces.google, asksAgain: false });
    providers.push({ id: "google", name: "Google", ...google });
  }
  if (OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET) {
    const client = describeClient("oidc", OIDC_CLIENT_ID, OIDC_CLIENT_SECRET);
    const oidc = createOidcProvider({ ...client, issuer: OIDC_ISSUER, asksAgain: true });
    providers.push({ id: "oidc", name: OIDC_NAME, ...oidc });
  }
  return providers;
}

function describeClient(id: ProviderId, clientId: string, clientSecret: string) {
  return {
    clientId,
    clientSecret,
    redirectUri: `${appUrl()}/auth/${id}/callback`,
    cookie: `parley_visit_${id}`,
  };
}
