import { redirect } from "@remix-run/node";
import { findAdminPages } from "#app/domain/policy/policy.server.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";
import type { PageHandle } from "#app/components/page-title.tsx";
import { AppError } from "#app/shared/errors.ts";

export const handle: PageHandle = { title: "problem.notFoundTitle" };

/** Leads to the first page that one may open. */
export const loader = createPageLoader(async ({ actor }): Promise<null> => {
  const [page] = findAdminPages(actor);
  if (!page) throw new AppError("not_found");
  throw redirect(`/admin/${page}`);
});

/** Never shown; without it, whom it leads nowhere would get no page at all. */
export default function AdminIndex() {
  return null;
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
