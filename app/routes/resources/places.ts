import { createPageLoader } from "#app/doors/page-door.server.ts";
import { findPlaces } from "#app/doors/find-places.server.ts";

/** People and channels for the switcher, which knows one's own conversations itself. */
export const loader = createPageLoader(async ({ actor, url }) =>
  Response.json(await findPlaces(actor, url.searchParams.get("q") ?? ""), {
    headers: { "Cache-Control": "no-store" },
  }),
);
