import { createPageLoader } from "#app/doors/page-door.server.ts";
import type { PageHandle } from "#app/components/page-title.tsx";
import { AppError } from "#app/shared/errors.ts";

export const handle: PageHandle = { title: "problem.notFoundTitle" };

/** Every address that is none. Who is not signed in is asked to log in first: that tells nothing about what exists. */
export const loader = createPageLoader(async (): Promise<null> => {
  throw new AppError("not_found");
});

export default function NotFound() {
  return null;
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
