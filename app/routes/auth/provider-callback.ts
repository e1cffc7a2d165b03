import { redirect, type AppLoadContext } from "@remix-run/node";
import type { Actor } from "#app/domain/actor.ts";
import { enterByProvider } from "#app/domain/identities/enter-by-provider.server.ts";
import { linkIdentity } from "#app/domain/identities/link-identity.server.ts";
import { findProvider } from "#app/domain/identities/providers.server.ts";
import { proveByProvider } from "#app/domain/identities/prove-by-provider.server.ts";
import { refuseRestricted } from "#app/domain/policy/restriction.server.ts";
import { openSessionOrAskForFactor } from "#app/doors/log-in-door.server.ts";
import { errandCookie, pendingLinkCookie, type Errand } from "#app/doors/visit-cookies.server.ts";
import type { ProviderAccount } from "#app/platform/oauth/oauth-provider.ts";
import { AppError } from "#app/shared/errors.ts";
import { createVisitLoader } from "./visit-loader.server.ts";

/** Where a provider sends the browser back to. */
export const loader = createVisitLoader(async ({ params, request, context }) => {
  const provider = findProvider(params["provider"]);
  const errand = await errandCookie.read(request);
  const state = new URL(request.url).searchParams.get("state");
  if (!errand?.state || errand.provider !== provider.id || errand.state !== state)
    throw new AppError("forbidden", { key: "errors.provider_failed" });
  for (const cookie of [...provider.forget(request), await errandCookie.clear()]) context.setCookie(cookie);
  const account = await provider.finish(request);
  if (errand.intent === "log_in") return enter(account, errand, context);
  const actor = requireSameSession(context.actor, errand);
  if (errand.intent === "link") await linkIdentity(actor, provider.id, account);
  else await proveByProvider(actor, provider.id, { account, startedAt: new Date(errand.startedAt) });
  return redirect(errand.next);
});

async function enter(account: ProviderAccount, errand: Errand, context: AppLoadContext): Promise<Response> {
  const { provider, invite, remember, next } = errand;
  const entry = await enterByProvider({ provider, account, invite, address: context.address });
  if (entry.kind === "enters")
    return openSessionOrAskForFactor(entry.user, { remember, method: "provider", next }, context);
  const { subject, label } = account;
  context.setCookie(await pendingLinkCookie.serialize({ provider, subject, label, userId: entry.userId }));
  const query = new URLSearchParams({ next: "/settings/connections", connect: provider });
  return redirect(`/login?${query.toString()}`);
}

/** Somebody who logged in as another person meanwhile gets nothing of it. Throws `forbidden`. */
function requireSameSession(actor: Actor | null, { sessionId }: Errand): Actor {
  if (actor?.sessionId !== sessionId || !actor)
    throw new AppError("forbidden", { key: "errors.visit_session" });
  refuseRestricted(actor);
  return actor;
}

/** Never seen: with it, what goes wrong is shown by a page and not as bare text. */
export default function ProviderCallback() {
  return null;
}
