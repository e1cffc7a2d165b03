import { redirect } from "@remix-run/node";
import type { PageHandle } from "#app/components/page-title.tsx";
import { visitSchema } from "#app/domain/identities/identities.schema.ts";
import { findProvider } from "#app/domain/identities/providers.server.ts";
import { createOpenFormAction, safeNextPath } from "#app/doors/page-door.server.ts";
import { beginVisit, errandCookie } from "#app/doors/visit-cookies.server.ts";
import { parseInput } from "#app/shared/schemas.ts";
import { createVisitLoader } from "./visit-loader.server.ts";

export { LeavingPage as default } from "./leaving-page.tsx";

export const handle: PageHandle = { title: "titles.login" };

/** Leads on to the provider, once for each form that was posted: a link from elsewhere starts nothing. */
export const loader = createVisitLoader(async ({ params, request, context }) => {
  const provider = findProvider(params["provider"]);
  const errand = await errandCookie.read(request);
  if (errand?.provider !== provider.id || errand.state !== undefined)
    throw redirect(context.actor ? "/settings/connections" : "/login");
  const visit = await provider.start({ again: errand.intent === "prove" });
  const kept = await errandCookie.serialize({ ...errand, state: visit.state });
  for (const cookie of [...provider.forget(request), ...visit.cookies, kept]) context.setCookie(cookie);
  context.setHeader("Refresh", `0; url=${visit.url}`);
  return { name: provider.name, url: visit.url };
});

export const action = createOpenFormAction(async ({ params, form, context }) => {
  const { id } = findProvider(params["provider"]);
  const fields = { ...Object.fromEntries(form), remember: form.has("remember") };
  const { invite, remember, next } = parseInput(visitSchema, fields);
  if (context.actor) return redirect(safeNextPath(next), 303);
  return beginVisit(id, { intent: "log_in", next: safeNextPath(next), invite, remember }, context);
});
