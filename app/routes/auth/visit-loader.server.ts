import type { LoaderFunctionArgs } from "@remix-run/node";
import { createOpenPageLoader } from "#app/doors/page-door.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";

/** A step of a visit at a provider, for anybody; what it throws becomes a page that says so. */
export function createVisitLoader<T>(load: (args: LoaderFunctionArgs) => Promise<T>) {
  return createOpenPageLoader(async (args) => {
    await consumeLimit("oauth by address", args.context.address);
    return load(args);
  });
}
