import { useRouteLoaderData } from "@remix-run/react";
import type { OwnUserView } from "#app/shared/views.ts";

/** The reader's own account, on pages within the shell. */
export function useOwnUser(): OwnUserView | undefined {
  return useRouteLoaderData<{ me: OwnUserView }>("routes/shell")?.me;
}
