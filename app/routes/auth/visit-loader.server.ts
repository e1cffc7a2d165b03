import type { LoaderFunctionArgs } from "@remix-run/node";
import { toPageError } from "#app/doors/page-door.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";

/** A step of a visit at a provider, for anybody; what it throws becomes a page that says so. */
export function createVisitLoader<T>(load: (args: LoaderFunctionArgs) => Promise<T>) {
  return async (args: LoaderFunctionArgs): Promise<T> => {
    try {
      await consumeLimit("oauth by address", args.context.address);
      return await load(args);
    } catch (error) {
      throw toPageError(error, args);
    }
  };
}
