import { redirect } from "@remix-run/node";
import { createOpenFormAction, safeNextPath } from "#app/doors/page-door.server.ts";
import { keepPreferences } from "#app/doors/preferences.server.ts";
import { readLocale } from "#app/shared/locales.ts";

/**
 * The language of a browser in which nobody is signed in, chosen at the foot of its pages. What is not one of ours changes
 * nothing; of who is signed in, the account says it.
 */
export const action = createOpenFormAction(async ({ form, context, request }) => {
  const locale = readLocale(form.get("locale") ?? undefined);
  const cookies = request.headers.get("cookie") ?? undefined;
  const kept = locale && !context.actor && keepPreferences(cookies, { ...context.preferences, locale });
  if (kept) context.setCookie(kept);
  return redirect(safeNextPath(form.get("next")), 303);
});
